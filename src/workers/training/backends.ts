/** @file Settles on a tensor backend: tested first, then the one that was asked for, or the fastest. */
import { activateBackend } from '../../core/policy/tensorBackend.ts';
import { type BackendCandidate, fastestBackend, testBackend } from '../../core/training/selfTest.ts';
import type { BackendChoice, BackendReport } from './protocol.ts';

/**
 * @param clock milliseconds
 * @throws Error where no backend at all can train here
 */
export async function chooseBackend(choice: BackendChoice, clock: () => number): Promise<BackendReport> {
  const candidates: BackendCandidate[] = [];
  const wanted = choice === 'auto' ? (['webgpu', 'wasm'] as const) : [choice];
  for (const backend of wanted) candidates.push(await testBackend(backend, clock));
  let chosen = fastestBackend(candidates);
  if (!chosen) {
    const rest = (['wasm', 'cpu'] as const).filter((backend) => !candidates.some((one) => one.backend === backend));
    for (const backend of rest) candidates.push(await testBackend(backend, clock));
    chosen = fastestBackend(candidates);
  }
  if (!chosen) throw new Error(`no backend can train here: ${candidates.map(({ problem }) => problem).join('; ')}`);
  const { backend, adapter } = await activateBackend(chosen.backend);
  return { backend, adapter, fallbackReason: reasonAgainst(candidates[0], chosen), candidates };
}

/** Why the first choice is not in use, or null where it is. */
function reasonAgainst(first: BackendCandidate, chosen: BackendCandidate): string | null {
  if (first === chosen) return null;
  if (first.problem !== null) return `${first.backend}: ${first.problem}`;
  const [slow, fast] = [first, chosen].map(({ stepMilliseconds }) => `${Math.round(stepMilliseconds!)} ms`);
  const name = first.adapter ? `${first.backend} (${first.adapter})` : first.backend;
  return `${name} takes ${slow} a step, ${chosen.backend} ${fast}`;
}
