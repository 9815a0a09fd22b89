/** @file Starts an inspection worker in a browser, from the page's own origin. */
import { workerPort } from '../rpc/ports.ts';
import { InspectionClient } from './client.ts';

export function spawnInspectionWorker(name = 'inspection'): InspectionClient {
  return new InspectionClient(
    workerPort(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name })),
  );
}
