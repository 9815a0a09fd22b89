/** @file Starts a board worker in a browser, from the page's own origin. */
import { workerPort } from '../rpc/ports.ts';
import { BoardClient } from './client.ts';

export function spawnBoardWorker(): BoardClient {
  return new BoardClient(
    workerPort(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'board' })),
  );
}
