/** @file Settles on a tensor backend: tested first, then the one that was asked for, or the fastest. */
import { findGpuAdapter } from '../../core/policy/gpuAdapter.ts';
import { activateBackend } from '../../core/policy/tensorBackend.ts';
import { type BackendCandidate, fastestBackend, testBackend } from '../../core/training/selfTest.ts';
import type { BackendReport, PrepareInput } from './protocol.ts';

/**
 * @param clock milliseconds
 * @throws Error where no backend at all can train here
 */
export async function chooseBackend(input: PrepareInput, clock: () => number): Promise<BackendReport> {
  const { backend: choice, isTrusted = false } = input;
  if (isTrusted && choice !== 'auto') {
    return { ...(await activateBackend(choice)), fallbackReason: null, candidates: [] };
  }
  const candidates: BackendCandidate[] = [];
  if (choice === 'auto') {
    candidates.push((await softwareGpu()) ?? (await testBackend('webgpu', clock)));
    candidates.push(await testBackend('wasm', clock));
  } else {
    candidates.push(await testBackend(choice, clock));
  }
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

/**
 * A candidate that is ruled out unasked where the GPU is a program on the CPU: wasm computes the same there a hundred
 * times faster, and a test would keep a newcomer waiting. Whoever chooses WebGPU by hand still gets it.
 */
async function softwareGpu(): Promise<BackendCandidate | null> {
  const adapter = await findGpuAdapter();
  if (!adapter?.isSoftware) return null;
  const { name } = adapter;
  const problem = `${name} is a GPU in software, slower than wasm`;
  return { backend: 'webgpu', adapter: name, gradientError: null, stepMilliseconds: null, problem };
}

/** Why the first choice is not in use, or null where it is. */
function reasonAgainst(first: BackendCandidate, chosen: BackendCandidate): string | null {
  if (first === chosen) return null;
  if (first.problem !== null) return `${first.backend}: ${first.problem}`;
  const [slow, fast] = [first, chosen].map(({ stepMilliseconds }) => `${Math.round(stepMilliseconds!)} ms`);
  const name = first.adapter ? `${first.backend} (${first.adapter})` : first.backend;
  return `${name} takes ${slow} a step, ${chosen.backend} ${fast}`;
}
