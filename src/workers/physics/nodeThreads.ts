/** @file Physics workers for the command line and for tests: node worker threads behind the same client. */
import { Worker } from 'node:worker_threads';
import { nodeWorkerPort } from '../rpc/nodePorts.ts';
import { PhysicsClient } from './client.ts';

/**
 * Starts `count` physics threads; their owner disposes of each.
 * The MuJoCo module loads in each with the first request that needs it.
 */
export function spawnPhysicsThreads(count: number): PhysicsClient[] {
  return Array.from({ length: count }, () => {
    return new PhysicsClient(nodeWorkerPort(new Worker(new URL('./nodeThread.mjs', import.meta.url))));
  });
}
