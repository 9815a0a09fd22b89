/** @file Starts a storage worker in a browser, from the page's own origin. */
import { workerPort } from '../rpc/ports.ts';
import { StorageClient } from './client.ts';

export function spawnStorageWorker(name = 'storage'): StorageClient {
  return new StorageClient(workerPort(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name })));
}
