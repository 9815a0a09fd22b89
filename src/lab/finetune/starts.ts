/** @file What a run of stage 2 can begin from: stage 1 runs that are kept, and policies that come with the lab. */
import type { KeptRun } from '../../core/experiment/keptRun.ts';
import { isFinetuning, ownStart } from '../../core/experiment/stage.ts';
import type { SceneFacts } from '../../core/scenes/scene.ts';
import type { RunsState } from '../runs/runsState.ts';

export type Start = { readonly kind: 'run' | 'shipped'; readonly id: string };

export interface StartChoices {
  /** Stage 1 runs of the scene that have weights: the one on the page first, then the newest */
  readonly runs: readonly KeptRun[];
  readonly shipped: NonNullable<SceneFacts['starts']>;
}

/** Whether there are weights of it to begin from. */
export function canBeFinetuned(run: KeptRun, { activeId }: Pick<RunsState, 'activeId'>): boolean {
  return !isFinetuning(run.experiment) && (run.id === activeId || run.snapshotStep !== null);
}

/** @param scene facts of the form's scene; undefined while they are not known */
export function startsOf(
  scene: Pick<SceneFacts, 'id' | 'starts'> | undefined,
  kept: Pick<RunsState, 'runs' | 'activeId'>,
): StartChoices {
  const runs = kept.runs.filter((run) => run.experiment.scene === scene?.id && canBeFinetuned(run, kept));
  const isElsewhere = ({ id }: KeptRun) => Number(id !== kept.activeId);
  return { runs: runs.sort((a, b) => isElsewhere(a) - isElsewhere(b)), shipped: scene?.starts ?? [] };
}

/**
 * What the form stands for: what it names, where there is that; otherwise the first there is.
 *
 * @param said the setting `finetune.start`
 * @param chosenId the run that was chosen; null where none was
 */
export function chosenStart(said: string, chosenId: string | null, { runs, shipped }: StartChoices): Start | null {
  if (said !== ownStart && shipped.some(({ id }) => id === said)) return { kind: 'shipped', id: said };
  const own = runs.find(({ id }) => id === chosenId) ?? runs[0];
  if (own) return { kind: 'run', id: own.id };
  return shipped.length > 0 ? { kind: 'shipped', id: shipped[0].id } : null;
}
