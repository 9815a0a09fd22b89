/** @file Where a run stands, how far it has come, and what it reached: the parts that a row and a card share. */
import type { KeptRun } from '../../core/experiment/keptRun.ts';
import { runLength } from '../../core/experiment/stage.ts';
import { standingOf } from '../../lab/runs/runsState.ts';
import { useLabState } from '../LabContext.tsx';
import { sayCount } from '../words.ts';
import { sayResult, standingWords } from './runWords.ts';
import { useRuns } from './useRuns.ts';

export function Standing({ run }: { run: KeptRun }) {
  const standing = useRuns((state) => standingOf(run, state));
  const isTraining = standing === 'here' && run.phase === 'training';
  return (
    <span className="standing" data-standing={standing} data-training={isTraining || undefined}>
      {isTraining ? 'Training here' : standingWords[standing]}
    </span>
  );
}

export function RunProgress({ run }: { run: KeptRun }) {
  const total = runLength(run.experiment);
  return (
    <span className="run-progress">
      <span>
        {sayCount(run.step)} <span className="faint">/ {sayCount(total)}</span>
      </span>
      <span className="run-bar" aria-hidden="true">
        <span style={{ transform: `scaleX(${Math.min(1, run.step / total)})` }} />
      </span>
    </span>
  );
}

/** The newest result with a number of steps, in that number's hue. */
export function Result({ run, steps }: { run: KeptRun; steps: 1 | 32 }) {
  const metric = useLabState(({ scenes }) => scenes.find(({ id }) => id === run.experiment.scene)?.metric ?? 'success');
  const said = sayResult(run, steps, metric);
  if (said === null) return <span className="faint">–</span>;
  return <span className={`run-result ${steps === 1 ? 'one-step' : 'many-steps'}`}>{said}</span>;
}

export function useSceneTitle(scene: string): string {
  return useLabState(({ scenes }) => scenes.find(({ id }) => id === scene)?.title ?? scene);
}
