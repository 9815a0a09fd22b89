/** @file onnxruntime-web's CPU build on one thread, in a browser's worker or in Node: the independent opinion. */
import type { PolicyRuntime } from './policyRuntime.ts';

/** The part of onnxruntime's interface that is the same in its build for the web and in its build for Node. */
interface Onnxruntime {
  readonly InferenceSession: {
    create(model: Uint8Array, options: object): Promise<Session>;
  };
  readonly Tensor: new (type: 'float32', data: Float32Array, dims: readonly (number | string)[]) => object;
}

interface Session {
  readonly inputMetadata: readonly { readonly name: string; readonly shape?: readonly (number | string)[] }[];
  run(feeds: Record<string, object>): Promise<Record<string, { readonly data: unknown }>>;
  release(): Promise<void>;
}

/**
 * @param onnx bytes of a graph that was checked
 * @throws Error where the runtime refuses the graph
 */
export async function openWithOnnxRuntimeWeb(onnx: Uint8Array): Promise<PolicyRuntime> {
  const ort = await import('onnxruntime-web/wasm');
  // No threads: nothing here needs SharedArrayBuffer, and one thread is faster at this size.
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.proxy = false;
  ort.env.logLevel = 'error';
  const version = ort.env.versions.web ?? ort.env.versions.common;
  return openSession(ort as unknown as Onnxruntime, onnx, `onnxruntime-web ${version}`);
}

/** @param options of the session, beside the provider that only computes on the CPU */
export async function openSession(
  ort: Onnxruntime,
  onnx: Uint8Array,
  name: string,
  options: object = { executionProviders: ['wasm'] },
): Promise<PolicyRuntime> {
  const session = await ort.InferenceSession.create(onnx, {
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    ...options,
  });
  const noiseShape = session.inputMetadata.find((input) => input.name === 'noise')?.shape ?? [];
  return {
    name,
    async run(observation, noise, batch) {
      if (batch < 1 || observation.length % batch !== 0 || noise.length % batch !== 0) {
        throw new RangeError(`batch: ${observation.length} and ${noise.length} numbers are no ${batch} rows`);
      }
      const { action } = await session.run({
        observation: new ort.Tensor('float32', observation, [batch, observation.length / batch]),
        noise: new ort.Tensor('float32', noise, [batch, ...noiseShape.slice(1)]),
      });
      return Float32Array.from(action.data as Float32Array);
    },
    dispose: () => session.release(),
  };
}
