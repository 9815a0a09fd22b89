/** @file Ports over node's worker_threads. Apart from `ports.ts`, so that no browser bundle meets `node:` modules. */
import { parentPort, type TransferListItem, type Worker } from 'node:worker_threads';
import { messagePort } from './ports.ts';
import type { Message, Port } from './protocol.ts';

/** A worker thread, seen from whoever made it. `close` terminates it. */
export function nodeWorkerPort(worker: Worker): Port {
  return {
    postMessage: (message, transfer = []) =>
      worker.postMessage(message, [...transfer] as unknown as TransferListItem[]),
    onMessage: (listener) => void worker.on('message', (message: Message) => listener(message)),
    onFailure: (listener) => {
      worker.on('error', (error: Error) => listener(error));
      worker.on('messageerror', (error: Error) => listener(error));
      worker.on('exit', (code) => listener(new Error(`it exited with code ${code}`)));
    },
    close: () => void worker.terminate(),
  };
}

/** Whoever made this worker thread, seen from inside. */
export function parentThreadPort(): Port {
  if (!parentPort) throw new Error('this file is the entry of a worker thread; run it as one');
  return messagePort(parentPort as unknown as MessagePort);
}
