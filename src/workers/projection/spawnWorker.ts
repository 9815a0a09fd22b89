/** @file Starts a projection worker in a browser, from the page's own origin. */
import { workerPort } from '../rpc/ports.ts';
import { ProjectionClient } from './client.ts';

export function spawnProjectionWorker(name = 'projection'): ProjectionClient {
  return new ProjectionClient(
    workerPort(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name })),
  );
}
