/** @file Reads one file of a stranger in a worker of its own, which is ended afterwards, or when it takes too long. */
import type { FilesClient } from '../workers/files/client.ts';

export type FilesWorker = Pick<FilesClient, 'call' | 'dispose'>;

const patienceSeconds = 20;

/**
 * @param name the file's name, for messages
 * @param task what the worker is asked; a signal ends the asking
 * @throws Error in one sentence where the file is refused, takes too long, or breaks the worker
 */
export async function readDisposably<T>(
  spawn: () => FilesWorker,
  name: string,
  task: (worker: FilesWorker, signal: AbortSignal) => Promise<T>,
  seconds = patienceSeconds,
): Promise<T> {
  const worker = spawn();
  try {
    return await task(worker, AbortSignal.timeout(seconds * 1000));
  } catch (error) {
    throw new Error(explain(error as Error, name, seconds));
  } finally {
    worker.dispose();
  }
}

function explain(error: Error, name: string, seconds: number): string {
  switch (error.name) {
    case 'TimeoutError':
      return `${name}: reading it took longer than ${seconds} seconds and was stopped. Nothing was imported.`;
    case 'WorkerDiedError':
      return `${name}: it was too much for the worker that read it (${error.message}). Nothing was imported.`;
    default:
      return error.message;
  }
}
