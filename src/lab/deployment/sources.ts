/** @file What can be exported of a scene: the run on the page, kept runs, and policies that come with the lab. */
import { type KeptRun, nameLimit } from '../../core/experiment/keptRun.ts';
import type { SceneFacts } from '../../core/scenes/scene.ts';
import type { LabState } from '../labState.ts';
import type { RunsState } from '../runs/runsState.ts';

export interface ExportSource {
  /** Tells it from the others: `page`, `run <id>`, `shipped`, `start <id>` */
  readonly key: string;
  readonly kind: 'page' | 'run' | 'shipped' | 'start';
  /** Of the kept run, or of the scene's policy; empty where there is no other */
  readonly id: string;
  /** As the manifest and the page call it */
  readonly name: string;
}

export const keyOfRun = (id: string): string => `run ${id}`;

/** @param scene facts of the scene; undefined while they are not known: nothing can be exported */
export function sourcesOf(
  scene: Pick<SceneFacts, 'id' | 'starts'> | undefined,
  { run }: Pick<LabState, 'run'>,
  { runs, activeId }: Pick<RunsState, 'runs' | 'activeId'>,
  hasShippedPolicy: (scene: string) => boolean,
): readonly ExportSource[] {
  if (!scene) return [];
  const sources: ExportSource[] = [];
  const active = runs.find(({ id }) => id === activeId);
  if (run?.facts && run.phase !== 'failed' && run.experiment.scene === scene.id) {
    sources.push({ key: 'page', kind: 'page', id: active?.id ?? '', name: nameOf(active) });
  }
  const isThere = (kept: KeptRun) => kept.experiment.scene === scene.id && kept.snapshotStep !== null;
  for (const kept of runs.filter((kept) => isThere(kept) && kept !== active)) {
    sources.push({ key: keyOfRun(kept.id), kind: 'run', id: kept.id, name: nameOf(kept) });
  }
  if (hasShippedPolicy(scene.id)) {
    sources.push({ key: 'shipped', kind: 'shipped', id: '', name: `${scene.id}, as shipped` });
  }
  for (const { id } of scene.starts ?? []) {
    sources.push({ key: `start ${id}`, kind: 'start', id, name: `${scene.id}-${id}, as shipped` });
  }
  return sources;
}

/** A run is known by its id, wherever its name is changed. */
function nameOf(run: KeptRun | undefined): string {
  return run ? `${run.name.slice(0, nameLimit)} (${run.id})` : 'run on the page';
}
