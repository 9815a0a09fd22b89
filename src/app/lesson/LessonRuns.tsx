/** @file How far the runs are that a step needs, and what to press where they do not go on by themselves. */
import type { ReactNode } from 'react';
import { type LessonPlace, stageAt } from '../../lab/lesson/lessonPlace.ts';
import { sidesOf } from '../../lab/lesson/lessonPlan.ts';
import { planOf } from '../../lab/lesson/lessons.ts';
import type { Side } from '../../lab/pair/pairState.ts';
import { useLab } from '../LabContext.tsx';
import { sideLetters } from '../pair/sides.ts';
import { useSide } from '../pair/useSides.ts';
import { phaseNames, sayDuration, sayPercent } from '../words.ts';
import { useLessonState, useReading } from './useSeen.ts';

interface LessonRunsProps {
  readonly place: LessonPlace;
  readonly canTrain: boolean;
}

export function LessonRuns({ place, canTrain }: LessonRunsProps) {
  const lab = useLab();
  const { act } = stageAt(place);
  const begun = useLessonState((lesson) => lesson.act);
  const isAsking = useLessonState((lesson) => lesson.isAsking);
  const isRemembered = useLessonState((lesson) => act !== null && lesson.remembered[act] !== undefined);
  const phaseOn = { a: useSide('a', phaseOf), b: useSide('b', phaseOf) };
  if (!act) return null;
  if (!canTrain) {
    return (
      <Line>
        Training needs a computer with a browser that can train: open the same link there. Here, answers are judged by
        recorded runs of the same settings.
      </Line>
    );
  }
  const sides = sidesOf(planOf(place.name).acts[begun ?? act]);
  const phases = sides.map((side) => phaseOn[side]);
  const train = () => void lab.lesson.trainAnew();
  if (isAsking) {
    return (
      <Line action="Train the lesson’s runs" onAct={train}>
        A run of yours is on the page. The lesson’s take its place; yours is kept under Runs.
      </Line>
    );
  }
  if (begun !== null && phases.some((phase) => phase === null || phase === 'failed')) {
    return (
      <Line action="Train them again" onAct={train}>
        A run of the lesson is not on the page any more.
      </Line>
    );
  }
  if (begun === null) return <Line>Training begins in a moment.</Line>;
  return (
    <div className="lesson-runs">
      {sides.map((side) => (
        <SideProgress key={side} side={side} isAlone={sides.length === 1} />
      ))}
      {begun !== act && (
        <p className="help">
          {isRemembered
            ? 'Another training has taken its place; answers here are judged by what was read off the one before.'
            : 'This step’s training begins when the one before it has ended.'}
        </p>
      )}
      {phases.includes('paused') && !phases.includes('training') && (
        <button type="button" onClick={() => void lab.transport.play()}>
          Continue
        </button>
      )}
    </div>
  );
}

const phaseOf = ({ run }: { readonly run: { readonly phase: string } | null }) => run?.phase ?? null;

function Line({ children, action, onAct }: { children: ReactNode; action?: string; onAct?: () => void }) {
  return (
    <div className="lesson-runs">
      <p className="help">{children}</p>
      {action && (
        <button type="button" onClick={onAct}>
          {action}
        </button>
      )}
    </div>
  );
}

function SideProgress({ side, isAlone }: { side: Side; isAlone: boolean }) {
  const reading = useReading(side);
  const phase = useSide(side, ({ run }) => run?.phase ?? 'starting');
  const rate = useSide(side, ({ progress }) => progress.stepsPerSecond);
  const { step = 0, steps = 1, isFinished = false } = reading ?? {};
  const left = phase === 'training' && rate > 0 ? `, ${sayDuration((steps - step) / rate)} left` : '';
  const name = isAlone ? 'The run' : `Run ${sideLetters[side]}`;
  const standing = isFinished ? 'ended' : phase === 'finished' ? 'being tried out' : phaseNames[phase].toLowerCase();
  return (
    <p className="lesson-progress">
      <span>
        {name}: {standing}
        {phase === 'training' && `, ${sayPercent(step / steps)}${left}`}
      </span>
      <progress value={step} max={steps} aria-label={`${name}, share that is done`} />
    </p>
  );
}
