/** @file One run in the list of a narrow page. */
import { memo } from 'react';
import type { KeptRun } from '../../core/experiment/keptRun.ts';
import { bytesOf } from '../../lab/runs/runsState.ts';
import { RunActions } from './RunActions.tsx';
import { RunChoice } from './RunChoice.tsx';
import { RunLabel } from './RunLabel.tsx';
import { colourOf, sayDate, saySize } from './runWords.ts';
import { Result, RunProgress, Standing, useSceneTitle } from './Standing.tsx';

interface RunCardProps {
  readonly run: KeptRun;
  readonly isSelected: boolean;
  onSelect(id: string): void;
}

export const RunCard = memo(function RunCard({ run, isSelected, onSelect }: RunCardProps) {
  const scene = useSceneTitle(run.experiment.scene);
  return (
    <li className="run-card" style={{ borderLeftColor: colourOf(run) }} data-run={run.id}>
      <div className="run-card-line">
        <RunChoice run={run} />
        <button type="button" className="run-name" aria-expanded={isSelected} onClick={() => onSelect(run.id)}>
          <RunLabel run={run} />
        </button>
        <RunActions run={run} />
      </div>
      <div className="run-card-line">
        <Standing run={run} />
        <RunProgress run={run} />
      </div>
      <dl className="run-card-facts">
        <div>
          <dt>1 step</dt>
          <dd>
            <Result run={run} steps={1} />
          </dd>
        </div>
        <div>
          <dt>32 steps</dt>
          <dd>
            <Result run={run} steps={32} />
          </dd>
        </div>
        <div>
          <dt>Scene</dt>
          <dd>{scene}</dd>
        </div>
        <div>
          <dt>{sayDate(run.createdAt)}</dt>
          <dd>{saySize(bytesOf(run))}</dd>
        </div>
      </dl>
    </li>
  );
});
