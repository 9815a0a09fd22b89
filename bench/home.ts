/** @file Node, as the board's measurements see it. */
import { setImmediate } from 'node:timers/promises';
import { startBackend } from '../cli/tensorBackend.ts';
import type { BoardHome } from '../src/core/board/measurement.ts';

// onnxruntime-web puts node's own Worker there, which jax-js would take for a browser's and start threads with.
Object.defineProperty(globalThis, 'Worker', { get: () => undefined, set: () => undefined });

export const home: BoardHome = {
  clock: () => performance.now(),
  rest: () => setImmediate(),
  async startBackend(backend) {
    const active = await startBackend(backend);
    // jax-js tunes its shaders by the browser's name, which node 20 does not have.
    if (backend === 'webgpu') Object.assign(navigator, { userAgent: navigator.userAgent ?? 'node' });
    return active;
  },
};
