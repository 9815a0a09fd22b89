/** @file What a request borrows and gives back: environments over physics workers, the trainer, an open graph. */
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import type { Bundle } from '../../core/export/bundle.ts';
import { openWithOnnxRuntimeWeb } from '../../core/export/onnxRuntimeWeb.ts';
import type { PolicyRuntime } from '../../core/export/policyRuntime.ts';
import type { PolicyFile } from '../../core/policy/policyFile.ts';
import { TensorPolicy } from '../../core/policy/tensorPolicy.ts';
import { replaceWasmKernels } from '../../core/policy/wasmKernels.ts';
import { PhysicsClient } from '../physics/client.ts';
import { WorkerVectorEnvironment } from '../physics/workerVectorEnvironment.ts';

/**
 * Environments of a scene over the ports' workers, freed afterwards. Aborting closes the ports, and so whatever plays.
 * @throws RangeError where there is no such scene, the signal's reason where it was aborted
 */
export async function withEnvironments<T>(
  ports: readonly MessagePort[],
  { scene, slots, signal }: { readonly scene: string; readonly slots: number; readonly signal: AbortSignal },
  use: (environments: WorkerVectorEnvironment) => Promise<T>,
): Promise<T> {
  const clients = ports.map((port) => PhysicsClient.overPort(port));
  const end = () => {
    for (const client of clients) client.dispose();
  };
  signal.addEventListener('abort', end, { once: true });
  try {
    const environments = await WorkerVectorEnvironment.create(clients, { scene, slots });
    try {
      return await use(environments);
    } finally {
      environments.dispose();
    }
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}

/** The trainer's own network, on WebAssembly; on plain JavaScript where there is none. Freed afterwards. */
export async function withTrainer<T>(policy: PolicyFile, use: (trainer: TensorPolicy) => Promise<T>): Promise<T> {
  await startTensors();
  const trainer = new TensorPolicy(policy);
  try {
    return await use(trainer);
  } finally {
    trainer.dispose();
  }
}

/** Without `tensorBackend.ts`, which would bring the GPU's backend along: 0.6 MB that nobody here asks for. */
async function startTensors(): Promise<void> {
  if (await tf.setBackend('wasm')) replaceWasmKernels();
  else if (!(await tf.setBackend('cpu')))
    throw new Error('this browser can start neither WebAssembly nor its stand-in');
}

/** The graph in onnxruntime-web, released afterwards. @throws Error where the runtime refuses it */
export async function withGraph<T>(onnx: Bundle['onnx'], use: (runtime: PolicyRuntime) => Promise<T>): Promise<T> {
  const runtime = await openWithOnnxRuntimeWeb(onnx);
  try {
    return await use(runtime);
  } finally {
    await runtime.dispose();
  }
}
