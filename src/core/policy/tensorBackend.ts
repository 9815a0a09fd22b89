/** @file Switches the tensor engine between its backends: a real GPU, WebAssembly, or plain JavaScript. */
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { replaceWasmKernels } from './wasmKernels.ts';

export type BackendName = 'webgpu' | 'wasm' | 'cpu';

export const backendNames: readonly BackendName[] = ['webgpu', 'wasm', 'cpu'];

/** A backend could not be started; the message says why. */
export class BackendError extends Error {
  override readonly name = 'BackendError';
}

export interface ActiveBackend {
  readonly backend: BackendName;
  /** The GPU adapter's vendor and architecture; null where there is no GPU in play */
  readonly adapter: string | null;
}

/**
 * Makes a backend the current one. Tensors of another backend stay where they are.
 * @throws BackendError where it is not available here
 */
export async function activateBackend(backend: BackendName): Promise<ActiveBackend> {
  // Loaded on demand: each is a large part of a page's engine.
  if (backend === 'wasm') await import('@tensorflow/tfjs-backend-wasm');
  if (backend === 'webgpu') await import('@tensorflow/tfjs-backend-webgpu');
  const isRegistered = tf.engine().registryFactory[backend] !== undefined;
  if (!isRegistered) throw new BackendError(`${backend} is not offered by this browser or system`);
  if (!(await tf.setBackend(backend))) throw new BackendError(`${backend} could not be started here`);
  if (backend === 'wasm') replaceWasmKernels();
  return { backend, adapter: backend === 'webgpu' ? adapterName() : null };
}

/** The backend that the tensor engine computes on. */
export function currentBackend(): BackendName {
  return tf.getBackend() as BackendName;
}

/** The GPU device that the tensor engine computes on; null on a backend without one. */
export function currentDevice(): GPUDevice | null {
  if (tf.getBackend() !== 'webgpu') return null;
  return (tf.backend() as unknown as { device: GPUDevice }).device;
}

/** What the tensor engine holds now: bytes of its tensors, and of the whole WebAssembly memory on wasm. */
export function tensorMemory(): { tensors: number; tensorBytes: number; wasmBytes: number | null } {
  const { numTensors: tensors, numBytes: tensorBytes } = tf.memory();
  const { wasm } = tf.backend() as unknown as { wasm?: { HEAPU8?: Uint8Array } };
  return { tensors, tensorBytes, wasmBytes: wasm?.HEAPU8?.byteLength ?? null };
}

function adapterName(): string {
  const { adapterInfo } = tf.backend() as unknown as { adapterInfo?: { vendor?: string; architecture?: string } };
  return [adapterInfo?.vendor, adapterInfo?.architecture].filter(Boolean).join(' ') || 'unnamed adapter';
}
