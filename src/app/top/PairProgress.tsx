/** @file How far each of two runs has come: a line for each, one bar for both. */
import { runLength } from '../../core/experiment/stage.ts';
import type { Side } from '../../lab/pair/pairState.ts';
import { SideMark } from '../pair/SideMark.tsx';
import { useDifferences } from '../pair/useDifferences.ts';
import { usePair, useSides } from '../pair/useSides.ts';
import { phaseNames, sayCount, sayDuration } from '../words.ts';

export function PairProgress() {
  const { experiments } = useDifferences();
  const progress = useSides((state) => state.progress);
  const planned = (side: Side) => runLength(experiments[side]);
  return (
    <div className="progress of-two">
      <dl>
        <SideProgress side="a" steps={planned('a')} />
        <SideProgress side="b" steps={planned('b')} />
      </dl>
      <progress
        value={progress.a.step + progress.b.step}
        max={planned('a') + planned('b')}
        aria-label="Share of both runs that is done"
      />
    </div>
  );
}

function SideProgress({ side, steps }: { side: Side; steps: number }) {
  const { step, stepsPerSecond } = useSides((state) => state.progress)[side];
  const phase = useSides((state) => state.run?.phase ?? null)[side];
  const isFrozen = usePair((pair) => pair.frozen === side);
  const standing = isFrozen ? 'Frozen' : phase ? phaseNames[phase] : 'Ready';
  const isMoving = phase === 'training' && stepsPerSecond > 0;
  return (
    <div data-side={side} data-phase={phase ?? 'none'}>
      <dt>
        <SideMark side={side} />
      </dt>
      <dd data-testid={`state-${side}`}>
        {standing} <span data-testid={`step-${side}`}>{sayCount(step)}</span>{' '}
        <span className="faint">
          / {sayCount(steps)}
          {isMoving && ` · ${sayDuration((steps - step) / stepsPerSecond)}`}
        </span>
      </dd>
    </div>
  );
}
