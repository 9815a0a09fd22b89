/** @file The tensor engine in node: WebGPU through Dawn where the `webgpu` package and a driver are there, else wasm. */
import * as tf from '@tensorflow/tfjs-core';
import { findSwiftshader } from '../scripts/chromium.ts';
import {
  type ActiveBackend,
  activateBackend,
  BackendError,
  type BackendName,
  backendNames,
} from '../src/core/policy/tensorBackend.ts';
import { UsageError } from './arguments.ts';

/**
 * @param name webgpu, wasm or cpu
 * @throws UsageError where there is no such backend
 * @throws BackendError where it cannot be started here, with what to install
 */
export async function startBackend(name: string): Promise<ActiveBackend> {
  if (!backendNames.includes(name as BackendName)) {
    throw new UsageError(`--backend: expected one of ${backendNames.join(', ')}, received ${name}`);
  }
  // Otherwise tfjs greets node users with an advertisement for its native backend.
  tf.enableProdMode();
  if (name === 'webgpu') await provideWebGpu();
  return activateBackend(name as BackendName);
}

/** Gives node a `navigator.gpu`: the system's own GPU, or Chromium's software driver where there is none. */
export async function provideWebGpu(): Promise<void> {
  if (globalThis.navigator?.gpu) return;
  const dawn = await import('webgpu').catch(() => null);
  if (!dawn) throw new BackendError('the optional package "webgpu" is not installed: run npm install webgpu');
  Object.assign(globalThis, dawn.globals);
  let gpu = dawn.create([]);
  const hasChoice = process.env.VK_ICD_FILENAMES !== undefined;
  if (!hasChoice && !(await gpu.requestAdapter())) {
    // Drivers are looked up anew by each instance.
    process.env.VK_ICD_FILENAMES = findSwiftshader() ?? '';
    gpu = dawn.create([]);
  }
  if (!(await gpu.requestAdapter())) {
    throw new BackendError('no WebGPU adapter was found: install a Vulkan driver, or Debian’s chromium and libvulkan1');
  }
  Object.defineProperty(globalThis, 'navigator', { value: { ...globalThis.navigator, gpu }, configurable: true });
}

/** Where no backend is named: the fastest one that every machine has. */
export const defaultBackend = 'wasm';
