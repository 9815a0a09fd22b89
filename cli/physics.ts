/** @file Vector environments for the command line: one physics thread a core. */
import { availableParallelism } from 'node:os';
import type { VectorEnvironment } from '../src/core/physics/environment.ts';
import { spawnPhysicsThreads } from '../src/workers/physics/nodeThreads.ts';
import { WorkerVectorEnvironment } from '../src/workers/physics/workerVectorEnvironment.ts';

/** Plays `use` over environments on every core, for so many episodes, and ends the threads afterwards. */
export function withPhysics<T>(
  scene: string,
  episodes: number,
  use: (environments: VectorEnvironment) => Promise<T>,
): Promise<T> {
  return withSlots(scene, Math.min(episodes, 16 * availableParallelism()), use);
}

/** The same with exactly so many environments. */
export async function withSlots<T>(
  scene: string,
  slots: number,
  use: (environments: VectorEnvironment) => Promise<T>,
): Promise<T> {
  const threads = spawnPhysicsThreads(Math.min(availableParallelism(), slots));
  try {
    return await use(await WorkerVectorEnvironment.create(threads, { scene, slots }));
  } finally {
    for (const thread of threads) thread.dispose();
  }
}
