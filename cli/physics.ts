/** @file Vector environments for the command line: one physics thread a core. */
import { availableParallelism } from 'node:os';
import type { VectorEnvironment } from '../src/core/physics/environment.ts';
import { spawnPhysicsThreads } from '../src/workers/physics/nodeThreads.ts';
import { WorkerVectorEnvironment } from '../src/workers/physics/workerVectorEnvironment.ts';

/** Plays `use` over environments on every core, and ends the threads afterwards. */
export async function withPhysics<T>(
  scene: string,
  episodes: number,
  use: (environments: VectorEnvironment) => Promise<T>,
): Promise<T> {
  const threads = spawnPhysicsThreads(Math.min(availableParallelism(), episodes));
  try {
    const slots = Math.min(episodes, 16 * threads.length);
    return await use(await WorkerVectorEnvironment.create(threads, { scene, slots }));
  } finally {
    for (const thread of threads) thread.dispose();
  }
}
