/** @file Fetches a policy that is to be exported, with what is known of how it was made and how well it does. */
import type { StoreApi } from 'zustand/vanilla';
import type { EvaluatedRung } from '../../workers/deployment/protocol.ts';
import type { PolicyUpdate } from '../../workers/training/protocol.ts';
import { type FetchFile, policyPath, startPath } from '../files.ts';
import type { LabState } from '../labState.ts';
import type { RunShelf } from '../runs/runShelf.ts';
import type { FoundPolicy } from './deployment.ts';
import type { ExportSource } from './sources.ts';

export interface SourceRooms {
  readonly lab: StoreApi<LabState>;
  readonly runs: Pick<RunShelf, 'store' | 'policyOf'>;
  readonly fetchFile: FetchFile;
  /** The form's */
  readonly scene: string;
  /** The policy of the run on the page as it acts now */
  currentPolicy(): Promise<PolicyUpdate>;
}

/** Rejects with one sentence for a person where the policy is not there any more. */
export async function findSource({ kind, id }: ExportSource, rooms: SourceRooms): Promise<FoundPolicy> {
  const { lab, runs, fetchFile, scene } = rooms;
  if (kind === 'page') {
    const { policy, step } = await rooms.currentPolicy();
    const { run, success } = lab.getState();
    const evaluation = ofStep(Object.values(success.bySteps).flat(), step);
    return { policy, demonstrationsSha256: run?.facts?.demonstrationsHash ?? null, evaluation };
  }
  if (kind === 'run') {
    const run = runs.store.getState().runs.find((kept) => kept.id === id);
    if (!run) throw new Error('This run is not kept any more. Choose another policy.');
    const { policy, step } = await runs.policyOf(id);
    const demonstrationsSha256 = run.origin.demonstrationsHash;
    return { policy, demonstrationsSha256, evaluation: ofStep(run.lastEvaluation, step) };
  }
  const path = kind === 'shipped' ? policyPath(scene) : startPath(scene, id);
  // Which demonstrations a shipped policy saw is not written in its file.
  return { policy: await fetchFile(path), demonstrationsSha256: null, evaluation: [] };
}

/** Of these very weights: an evaluation of earlier ones says nothing of them. The newest of each K. */
function ofStep(evaluations: readonly EvaluatedRung[], at: number): EvaluatedRung[] {
  const bySteps = new Map<number, EvaluatedRung>();
  for (const { step, steps, episodes, successes, meanReturn } of evaluations) {
    if (step === at) bySteps.set(steps, { step, steps, episodes, successes, meanReturn });
  }
  return [...bySteps.values()].sort((a, b) => a.steps - b.steps);
}
