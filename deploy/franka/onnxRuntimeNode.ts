/** @file onnxruntime-node where it is there and loads, onnxruntime-web otherwise: what runs the graph on the robot's side. */
import { openSession, openWithOnnxRuntimeWeb } from '../../src/core/export/onnxRuntimeWeb.ts';
import type { PolicyRuntime } from '../../src/core/export/policyRuntime.ts';

/** One thread: at batch 1 a second one costs more to wake than it computes. */
const options = {
  executionProviders: ['cpu'],
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
};

type Module = Parameters<typeof openSession>[0] & { readonly env?: { readonly versions: { readonly node?: string } } };

/**
 * @param onnx bytes of a graph that was checked
 * @param tell takes the one line that is said where the fallback is used
 * @param load the native library; a test hands in one that fails
 * @throws Error where the runtime refuses the graph
 */
export async function openPolicyRuntime(
  onnx: Uint8Array,
  tell: (line: string) => void,
  load: () => Promise<unknown> = loadNative,
): Promise<PolicyRuntime> {
  const native = await loadOrTell(load, tell);
  if (!native) return openWithOnnxRuntimeWeb(onnx);
  const version = native.env?.versions.node;
  return openSession(native, onnx, version ? `onnxruntime-node ${version}` : 'onnxruntime-node', options);
}

/** The name is in a variable, so that neither TypeScript nor a bundler insists on an optional dependency. */
async function loadNative(): Promise<unknown> {
  const name = 'onnxruntime-node';
  const module = await import(name);
  return module.default ?? module;
}

async function loadOrTell(load: () => Promise<unknown>, tell: (line: string) => void): Promise<Module | null> {
  try {
    return (await load()) as Module;
  } catch (error) {
    const [reason] = String((error as Error).message ?? error).split('\n');
    tell(
      `onnxruntime-node does not load (${reason}); onnxruntime-web runs the policy instead. ` +
        'To have it: npm install --onnxruntime-node-install-cuda=skip',
    );
    return null;
  }
}
