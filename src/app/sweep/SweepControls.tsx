/** @file Start, pause, go on, stop; how far the sweep has come; and why it stands still. */
import { useState } from 'react';
import { runsOf } from '../../core/experiment/sweep/plan.ts';
import type { CurrentRun, OwnSweep } from '../../lab/sweep/sweepState.ts';
import { ConfirmDialog } from '../kit/ConfirmDialog.tsx';
import { PauseIcon, PlayIcon } from '../kit/icons.tsx';
import { useLab, useLabState } from '../LabContext.tsx';
import { useIsPhone } from '../useMediaQuery.ts';
import { sayCount } from '../words.ts';
import { useSweep } from './useSweep.ts';

export function SweepControls({ canStart }: { canStart: boolean }) {
  const own = useSweep((state) => state.own);
  const isPhone = useIsPhone();
  if (isPhone) return <p className="help">Training needs a computer; here records of sweeps can be opened.</p>;
  return (
    <div className="sweep-controls">
      {own && <SweepStanding own={own} />}
      <div className="sweep-buttons">
        <MoveButton own={own} canStart={canStart} />
        {own?.phase === 'paused' && <StartAnew canStart={canStart} own={own} />}
        {own && own.phase !== 'finished' && <StopButton />}
      </div>
    </div>
  );
}

function MoveButton({ own, canStart }: { own: OwnSweep | null; canStart: boolean }) {
  const { sweep } = useLab();
  const hasBackend = useLabState((state) => state.backend.problem === null);
  if (own?.phase === 'running') {
    return (
      <button type="button" className="primary" onClick={() => void sweep.pause()}>
        <PauseIcon /> Pause
      </button>
    );
  }
  if (own?.phase === 'paused') {
    return (
      <button type="button" className="primary" disabled={!hasBackend} onClick={() => void sweep.resume()}>
        <PlayIcon /> Continue
      </button>
    );
  }
  return (
    <button type="button" className="primary" disabled={!canStart || !hasBackend} onClick={() => void sweep.start()}>
      <PlayIcon /> Start sweep
    </button>
  );
}

/** What stands half done is not given up by a slip of the hand. */
function StartAnew({ own, canStart }: { own: OwnSweep; canStart: boolean }) {
  const { sweep } = useLab();
  const [isAsking, setAsking] = useState(false);
  const done = own.record.runs.length;
  return (
    <>
      <button type="button" disabled={!canStart} onClick={() => (done > 0 ? setAsking(true) : void sweep.start())}>
        Start anew
      </button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() => void sweep.start()}
        title="Start another sweep?"
        confirmLabel="Start anew"
      >
        {done === 1 ? '1 run is' : `${done} runs are`} done of the one that stands here. They stay under Runs, but their
        figure goes, unless you save its record first.
      </ConfirmDialog>
    </>
  );
}

function StopButton() {
  const { sweep } = useLab();
  const current = useSweep((state) => state.current);
  if (!current) return null;
  return (
    <button
      type="button"
      title="The run that is under way is given up; what is done stays"
      onClick={() => void sweep.cancel()}
    >
      Stop
    </button>
  );
}

function SweepStanding({ own }: { own: OwnSweep }) {
  const current = useSweep((state) => state.current);
  const planned = runsOf(own.record.plan).length;
  const done = own.record.runs.length;
  const share = current ? Math.min(1, current.done / Math.max(1, current.planned)) : 0;
  return (
    <div className="sweep-standing" data-phase={own.phase}>
      <p>
        <strong data-testid="sweep-done">
          {done} of {planned} runs done
        </strong>{' '}
        <span className="faint">{sayStanding(own, current)}</span>
      </p>
      <progress value={done + 0.999 * share} max={planned} aria-label="Share of the sweep that is done" />
      {own.problem && (
        <p className="problem" role="alert">
          {own.problem} What is done was kept; Continue tries this run again.
        </p>
      )}
    </div>
  );
}

function sayStanding({ phase, problem }: OwnSweep, current: CurrentRun | null): string {
  if (phase === 'finished') return '';
  if (!current) return problem ? '' : 'Continue goes on with the next one.';
  const name = current.name.replaceAll(',', ', ');
  const what = {
    starting: 'is starting',
    training: `step ${sayCount(current.done)} of ${sayCount(current.planned)}`,
    evaluating: `evaluating, episode ${sayCount(current.done)} of ${sayCount(current.planned)}`,
  }[current.stage];
  return `${phase === 'paused' ? 'Paused: ' : ''}run ${current.number}, ${name}: ${what}`;
}
