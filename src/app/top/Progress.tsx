/** @file How far the run has come, how fast, and how long it will take. */
import { runLength } from '../../core/experiment/stage.ts';
import { useDisplay, useLabState } from '../LabContext.tsx';
import { useDraft } from '../useDraft.ts';
import { phaseNames, sayCount, sayDuration, sayLength, sayNumber } from '../words.ts';

export function Progress() {
  const run = useLabState((state) => state.run);
  const { step, stepsPerSecond, evaluation } = useLabState((state) => state.progress);
  const isWaiting = useLabState((state) => state.run?.phase === 'starting' && state.backend.report === null);
  const draft = useDraft();
  // What would begin here depends on the view.
  const stage = useDisplay(({ view }) => (view === 'finetune' ? 'finetune' : 'pretrain'));
  const steps = runLength(run?.experiment ?? { ...draft.experiment, stage });
  const secondsLeft = (steps - step) / stepsPerSecond;
  return (
    <div className="progress" data-phase={run?.phase ?? 'none'}>
      <dl>
        <div className="phase">
          <dt>State</dt>
          <dd>
            {isWaiting ? 'Waiting for the backend test' : run ? phaseNames[run.phase] : 'Ready'}
            {evaluation && ` · evaluating ${evaluation[0]}/${evaluation[1]}`}
          </dd>
        </div>
        <div className="step">
          <dt>Step</dt>
          <dd data-testid="step">
            {sayCount(step)}{' '}
            <span className="faint" title={sayCount(steps)}>
              / {sayLength(steps)}
            </span>
          </dd>
        </div>
        <div className="rate">
          <dt>Steps/s</dt>
          <dd>{stepsPerSecond > 0 ? sayNumber(stepsPerSecond) : '–'}</dd>
        </div>
        <div className="left">
          <dt>Left</dt>
          <dd>{run?.phase === 'training' && stepsPerSecond > 0 ? sayDuration(secondsLeft) : '–'}</dd>
        </div>
      </dl>
      <progress value={step} max={steps} aria-label="Share of the run that is done" />
    </div>
  );
}
