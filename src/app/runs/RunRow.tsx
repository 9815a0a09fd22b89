/** @file One run in the table. */
import { memo } from 'react';
import type { KeptRun } from '../../core/experiment/keptRun.ts';
import { bytesOf } from '../../lab/runs/runsState.ts';
import { RunActions } from './RunActions.tsx';
import { RunChoice } from './RunChoice.tsx';
import { RunLabel } from './RunLabel.tsx';
import { colourOf, sayDate, saySize } from './runWords.ts';
import { Result, RunProgress, Standing, useSceneTitle } from './Standing.tsx';

interface RunRowProps {
  readonly run: KeptRun;
  readonly isSelected: boolean;
  onSelect(id: string): void;
}

export const RunRow = memo(function RunRow({ run, isSelected, onSelect }: RunRowProps) {
  const scene = useSceneTitle(run.experiment.scene);
  return (
    <tr data-selected={isSelected || undefined} data-run={run.id}>
      <td>
        <RunChoice run={run} />
      </td>
      <th scope="row">
        <button type="button" className="run-name" aria-expanded={isSelected} onClick={() => onSelect(run.id)}>
          <span className="run-colour" style={{ background: colourOf(run) }} />
          <RunLabel run={run} />
        </button>
      </th>
      <td>{scene}</td>
      <td>
        <Standing run={run} />
      </td>
      <td>
        <RunProgress run={run} />
      </td>
      <td>
        <Result run={run} steps={1} />
      </td>
      <td>
        <Result run={run} steps={32} />
      </td>
      <td className="faint run-begun">{sayDate(run.createdAt)}</td>
      <td className="faint run-size">{saySize(bytesOf(run))}</td>
      <td>
        <RunActions run={run} />
      </td>
    </tr>
  );
});
