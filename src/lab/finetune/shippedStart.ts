/** @file A policy that comes with a scene, to fine-tune from. */
import type { Experiment } from '../../core/experiment/experiment.ts';
import { type FetchFile, startPath } from '../files.ts';
import type { RunShelf } from '../runs/runShelf.ts';
import type { StartingPolicy } from '../trainingRun.ts';

/** A policy to begin from, with what made it */
export interface Parent extends StartingPolicy {
  readonly experiment: Experiment;
}

/** Rejects with one sentence for a person where the file is not there, or is no policy. @param id of one of the scene's starts */
export async function readShippedStart(
  { fetchFile, runs }: { readonly fetchFile: FetchFile; readonly runs: Pick<RunShelf, 'readPolicy'> },
  scene: string,
  id: string,
): Promise<Parent> {
  const policy = await fetchFile(startPath(scene, id));
  const { experiment } = await runs.readPolicy(`${scene}-${id}.policy`, policy);
  return { policy, experiment, runId: null, name: `the shipped policy “${id}”` };
}
