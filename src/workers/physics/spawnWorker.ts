/** @file Starts a physics worker in a browser, from the page's own origin. */
import { workerPort } from '../rpc/ports.ts';
import { PhysicsClient } from './client.ts';

/** The MuJoCo module loads with the first request that needs it. */
export function spawnPhysicsWorker(name = 'physics'): PhysicsClient {
  return new PhysicsClient(workerPort(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name })));
}
