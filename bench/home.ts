/** @file Node, as the board's measurements see it. */
import { setImmediate } from 'node:timers/promises';
import { startBackend } from '../cli/tensorBackend.ts';
import type { BoardHome } from '../src/core/board/measurement.ts';

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
