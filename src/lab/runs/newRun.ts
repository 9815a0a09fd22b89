/** @file The card of a run that begins: everything that its numbers depend on is written down before its first step. */
import { type KeptRun, keptRunVersion } from '../../core/experiment/keptRun.ts';
import type { RunBeginning } from '../runObserver.ts';
import { versions } from '../versions.ts';

/** @param time milliseconds since 1970 */
export function cardOf(
  { experiment, facts, backend, parent }: RunBeginning,
  given: Pick<KeptRun, 'name' | 'colour'>,
  time: number,
): KeptRun {
  return {
    version: keptRunVersion,
    id: crypto.randomUUID(),
    ...given,
    note: '',
    experiment,
    origin: {
      versions,
      backend: backend?.backend ?? 'unknown',
      adapter: backend?.adapter ?? null,
      userAgent: globalThis.navigator?.userAgent ?? 'unknown',
      demonstrationsHash: facts.demonstrationsHash,
      parameters: facts.parameters,
      evaluationSeed: null,
      parent:
        parent && facts.parent
          ? { policyHash: facts.parent.policyHash, step: facts.parent.step, runId: parent.runId, name: parent.name }
          : null,
    },
    createdAt: time,
    updatedAt: time,
    trainingSeconds: 0,
    wallSeconds: 0,
    phase: 'paused',
    message: null,
    step: facts.step,
    lastEvaluation: [],
    recordCount: 0,
    recordBytes: 0,
    snapshotBytes: 0,
    snapshotStep: null,
    deletedAt: null,
  };
}
