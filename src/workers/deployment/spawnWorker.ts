/** @file Starts a deployment worker in a browser, from the page's own origin. */
import { workerPort } from '../rpc/ports.ts';
import { DeploymentClient } from './client.ts';

export function spawnDeploymentWorker(): DeploymentClient {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'deployment' });
  return new DeploymentClient(workerPort(worker));
}
