/** @file Starts a files worker in a browser, from the page's own origin. */
import { workerPort } from '../rpc/ports.ts';
import { FilesClient } from './client.ts';

/** Without a heartbeat: it is busy with one file, and whoever started it ends it when that takes too long. */
export function spawnFilesWorker(): FilesClient {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'files' });
  return new FilesClient(workerPort(worker), null);
}
