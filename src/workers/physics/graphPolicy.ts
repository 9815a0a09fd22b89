/** @file An exported graph as the live robot's policy: onnxruntime-web in the physics worker of a page. */

import runtimeFile from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { env } from 'onnxruntime-web/wasm';
import { openWithOnnxRuntimeWeb } from '../../core/export/onnxRuntimeWeb.ts';
import { ExportedPolicy } from '../../core/export/policyRuntime.ts';
import type { ActingPolicy } from './performer.ts';
import type { ActingGraph } from './protocol.ts';

export interface GraphPolicy extends ActingPolicy {
  /** Frees the graph. What is asked afterwards, or still under way, is refused or dropped. */
  close(): void;
}

/** @throws Error where the runtime cannot be fetched, or refuses the graph */
export async function openGraphPolicy({ onnx, manifest }: ActingGraph): Promise<GraphPolicy> {
  // The file that the deployment worker has fetched already
  env.wasm.wasmPaths = { wasm: new URL(runtimeFile, self.location.href).href };
  const runtime = await openWithOnnxRuntimeWeb(onnx);
  const policy = new ExportedPolicy(runtime, manifest);
  let last: Promise<unknown> = Promise.resolve();
  return {
    actionHorizon: policy.actionHorizon,
    actionSize: policy.actionSize,
    answersLater: true,
    sample(observation, noise, steps) {
      // One after the other: an episode may begin anew while a chunk of the last is under way.
      const answer = last.then(() => policy.sample(observation, noise, steps));
      last = answer.catch(() => undefined);
      return answer;
    },
    close: () => void last.then(() => runtime.dispose()),
  };
}
