/** @file Starts a training worker in a browser, from the page's own origin. */
import { workerPort } from '../rpc/ports.ts';
import { TrainingClient } from './client.ts';

export function spawnTrainingWorker(name = 'training'): TrainingClient {
  return new TrainingClient(workerPort(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name })));
}
