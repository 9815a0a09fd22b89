/** @file Train, pause, one step, reset. */
import { useLab, useLabState } from '../LabContext.tsx';

export function Transport() {
  const lab = useLab();
  const phase = useLabState((state) => state.run?.phase ?? null);
  const hasBackend = useLabState((state) => state.backend.problem === null);
  const isTraining = phase === 'training';
  const canMove = hasBackend && (phase === null || phase === 'paused');
  return (
    <fieldset className="transport">
      <legend className="visually-hidden">Training</legend>
      {isTraining ? (
        <button type="button" className="primary" onClick={() => lab.pause()}>
          <span aria-hidden="true">❚❚</span> Pause
        </button>
      ) : (
        <button
          type="button"
          className="primary"
          disabled={!canMove}
          title={phase === 'finished' || phase === 'failed' ? 'Reset first: this run has ended' : undefined}
          onClick={() => lab.play()}
        >
          <span aria-hidden="true">▶</span> {phase === 'paused' ? 'Continue' : 'Train'}
        </button>
      )}
      <button type="button" disabled={!canMove} onClick={() => lab.step()} title="One optimiser step">
        Step
      </button>
      <button
        type="button"
        disabled={phase === null || phase === 'starting'}
        onClick={() => lab.reset()}
        title="Back to step 0 with the form’s settings and the same seed"
      >
        Reset
      </button>
    </fieldset>
  );
}
