/** @file What a run was fine-tuned from: a link to it while it is kept, and the two set beside each other. */
import type { KeptRun, RunParent } from '../../core/experiment/keptRun.ts';
import { useLabState } from '../LabContext.tsx';
import { sayCount } from '../words.ts';
import { useRuns, useShelf } from './useRuns.ts';

interface RunParentageProps {
  readonly run: KeptRun;
  readonly parent: RunParent;
  onSelect(id: string): void;
  /** Shows the runs that are chosen to be compared, by a measure. */
  onCompare(measure: string): void;
}

export function RunParentage({ run, parent, onSelect, onCompare }: RunParentageProps) {
  const shelf = useShelf();
  const metric = useLabState(({ scenes }) => scenes.find(({ id }) => id === run.experiment.scene)?.metric ?? 'success');
  const kept = useRuns(({ runs }) => runs.find(({ id }) => id === parent.runId) ?? null);
  const compare = () => {
    shelf.chooseNone();
    for (const id of [parent.runId!, run.id]) shelf.choose(id, true);
    // Stage 2 has no loss of stage 1; what both are judged by is how one step does.
    onCompare(metric === 'success' ? 'success-1' : 'return-1');
  };
  return (
    <section>
      <h4>Fine-tuned from</h4>
      <p className="run-parentage" title={`policy ${parent.policyHash}`}>
        {kept ? (
          <button type="button" className="quiet" onClick={() => onSelect(kept.id)}>
            {kept.name}
          </button>
        ) : (
          <strong>{parent.name}</strong>
        )}{' '}
        <span className="faint">
          as it was at step {sayCount(parent.step)}
          {parent.runId !== null && !kept && '; it is not kept any more'}
        </span>
      </p>
      {kept && (
        <button type="button" onClick={compare}>
          Compare with its parent
        </button>
      )}
    </section>
  );
}
