import { afterEach, expect, test } from 'vitest';
import type { BoardMeasurement } from '../../core/board/measurement.ts';
import { messagePort } from '../rpc/ports.ts';
import { BoardClient } from './client.ts';
import type { BoardProgress } from './protocol.ts';
import { serveBoard } from './service.ts';

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

/** Two measurements: one of a part a backend, one of a part that rests for as long as it is let. */
const measurements: readonly BoardMeasurement[] = [
  {
    name: 'trainingStep',
    summary: 'a line a backend',
    parts: ({ backends, rounds }) =>
      backends.map((backend) => ({ said: `a step on ${backend}`, measure: async () => ({ backend, rounds }) })),
  },
  {
    name: 'tsne',
    summary: 'never done',
    parts: ({ rest }) => [
      {
        said: 'an iteration',
        async measure() {
          for (;;) await rest();
        },
      },
    ],
  },
];

/** A client and the service behind it, joined by a real MessageChannel. */
function connect(): BoardClient {
  const { port1, port2 } = new MessageChannel();
  const home = {
    clock: () => performance.now(),
    rest: () => new Promise<void>((resolve) => setTimeout(resolve)),
    startBackend: () => Promise.reject(new Error('nothing is started here')),
  };
  const server = serveBoard(messagePort(port1), { home, measurements });
  const client = new BoardClient(messagePort(port2));
  cleanUps.push(
    () => client.dispose(),
    () => server.close(),
  );
  return client;
}

test('what was asked for is measured part by part, and each part is told as it begins and as it is done', async () => {
  const heard: BoardProgress[] = [];
  await connect().call(
    'measure',
    { measurements: ['trainingStep'], backends: ['wasm', 'webgpu'], rounds: 7 },
    { onProgress: (progress) => heard.push(progress) },
  );
  expect(heard).toEqual([
    { kind: 'begin', said: 'a step on wasm', done: 0, planned: 2 },
    { kind: 'line', line: { measurement: 'trainingStep', backend: 'wasm', rounds: 7 } },
    { kind: 'begin', said: 'a step on webgpu', done: 1, planned: 2 },
    { kind: 'line', line: { measurement: 'trainingStep', backend: 'webgpu', rounds: 7 } },
  ]);
});

test('a board that is cancelled stops at its next rest, and the worker measures again when asked', async () => {
  const client = connect();
  const cancelled = new AbortController();
  const heard: string[] = [];
  const endless = client.call(
    'measure',
    { measurements: ['tsne'], backends: ['wasm'], rounds: 1 },
    { signal: cancelled.signal, onProgress: ({ kind }) => heard.push(kind) },
  );
  setTimeout(() => cancelled.abort(new DOMException('enough', 'AbortError')), 20);
  await expect(endless).rejects.toThrow('enough');
  expect(heard).toEqual(['begin']);
  const again = client.call('measure', { measurements: ['trainingStep'], backends: ['wasm'], rounds: 1 });
  await expect(again).resolves.toBeUndefined();
});
