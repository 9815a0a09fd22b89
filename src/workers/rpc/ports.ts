/** @file Ports over what a browser offers: a dedicated worker, a message port, and a worker's own global scope. */
import type { Message, Port } from './protocol.ts';

/** A dedicated worker, seen from whoever made it. `close` terminates it. */
export function workerPort(worker: Worker): Port {
  return {
    postMessage: (message, transfer = []) => worker.postMessage(message, [...transfer]),
    onMessage: (listener) => worker.addEventListener('message', ({ data }) => listener(data as Message)),
    onFailure: (listener) => {
      worker.addEventListener('error', (event) => {
        // A script that could not be fetched or parsed gives an event without a message.
        listener(new Error(event.message || 'its code could not be loaded'));
      });
      worker.addEventListener('messageerror', () => listener(new Error('it sent a message that cannot be read')));
    },
    close: () => worker.terminate(),
  };
}

/** One end of a MessageChannel, in a browser or in node, whose own ports speak the same interface. */
export function messagePort(port: MessagePort): Port {
  return {
    postMessage: (message, transfer = []) => port.postMessage(message, [...transfer]),
    onMessage: (listener) => {
      port.addEventListener('message', ({ data }) => listener(data as Message));
      port.start();
    },
    onFailure: (listener) => {
      port.addEventListener('messageerror', () => listener(new Error('it sent a message that cannot be read')));
      // Chromium and node tell when the other end closed or died; elsewhere the heartbeat finds out.
      port.addEventListener('close', () => listener(new Error('it closed the connection')));
    },
    close: () => port.close(),
  };
}

/** The page that made this worker, seen from inside the worker. `close` ends the worker. */
export function selfPort(): Port {
  const scope = self as unknown as DedicatedWorkerGlobalScope;
  return {
    postMessage: (message, transfer = []) => scope.postMessage(message, [...transfer]),
    onMessage: (listener) => scope.addEventListener('message', ({ data }) => listener(data as Message)),
    onFailure: (listener) =>
      scope.addEventListener('messageerror', () => listener(new Error('a message could not be read'))),
    close: () => scope.close(),
  };
}
