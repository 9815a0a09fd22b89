/** @file What is fine-tuned: the stage 1 run on the page, a kept one, or a policy that comes with the scene. */
import { useId } from 'react';
import type { KeptRun } from '../../core/experiment/keptRun.ts';
import type { Start } from '../../lab/finetune/starts.ts';
import { useLab, useLabState } from '../LabContext.tsx';
import { sayResult } from '../runs/runWords.ts';
import { useRuns } from '../runs/useRuns.ts';
import { sayCount } from '../words.ts';
import { useStarts } from './useStarts.ts';

const keyOf = ({ kind, id }: Start) => `${kind} ${id}`;

export function StartChoice() {
  const { finetuning } = useLab();
  const { choices, start } = useStarts();
  const activeId = useRuns((state) => state.activeId);
  const id = useId();
  const { runs, shipped } = choices;
  if (!start) {
    return (
      <p className="help" role="note">
        There is no policy of this scene yet: train one in the Lab, or choose another scene.
      </p>
    );
  }
  const choose = (key: string) => {
    const [kind, ...rest] = key.split(' ');
    finetuning.choose({ kind: kind as Start['kind'], id: rest.join(' ') });
  };
  return (
    <div className="field">
      <div className="field-heading">
        <label htmlFor={id}>Begins from</label>
      </div>
      <select
        id={id}
        value={keyOf(start)}
        aria-describedby={`${id}-help`}
        onChange={(event) => choose(event.target.value)}
      >
        {runs.length > 0 && (
          <optgroup label="Your stage 1 runs">
            {runs.map((run) => (
              <option key={run.id} value={keyOf({ kind: 'run', id: run.id })}>
                {run.id === activeId ? `On this page: ${run.name}` : run.name}
              </option>
            ))}
          </optgroup>
        )}
        {shipped.length > 0 && (
          <optgroup label="Policies of the scene">
            {shipped.map((policy) => (
              <option key={policy.id} value={keyOf({ kind: 'shipped', id: policy.id })}>
                {policy.id}
              </option>
            ))}
          </optgroup>
        )}
      </select>
      <p className="help" id={`${id}-help`}>
        {start.kind === 'shipped' ? (
          shipped.find((policy) => policy.id === start.id)?.description
        ) : (
          <RunStart run={runs.find((run) => run.id === start.id)!} isActive={start.id === activeId} />
        )}
      </p>
    </div>
  );
}

function RunStart({ run, isActive }: { run: KeptRun; isActive: boolean }) {
  const metric = useLabState(({ scenes }) => scenes.find(({ id }) => id === run.experiment.scene)?.metric ?? 'success');
  const result = sayResult(run, 1, metric);
  const step = isActive ? run.step : (run.snapshotStep ?? 0);
  const outcome =
    result === null ? 'not evaluated yet' : `${metric === 'return' ? 'return ' : ''}${result} with 1 step`;
  return `Step ${sayCount(step)}, ${outcome}. ${isActive ? 'It is paused and kept.' : ''}`;
}
