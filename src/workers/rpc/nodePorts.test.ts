import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { RpcClient } from './client.ts';
import { WorkerDiedError } from './errors.ts';
import type { HeartbeatOptions } from './heartbeat.ts';
import { nodeWorkerPort } from './nodePorts.ts';
import { superviseWorker } from './supervisor.ts';

type Fragile = { requests: { work: { input: undefined; output: string } }; events: Record<never, never> };

/** A thread that answers pings and does `onRequest`, plain JavaScript with `port` and `id`, for any request. */
function spawn(onRequest: string, heartbeat?: HeartbeatOptions): RpcClient<Fragile> {
  const code = `const port = require('node:worker_threads').parentPort;
    port.on('message', ({ type, id }) => {
      if (type === 'ping') port.postMessage({ type: 'pong' });
      if (type === 'request') { ${onRequest} }
    });`;
  return new RpcClient<Fragile>(nodeWorkerPort(new Worker(code, { eval: true })), heartbeat);
}

test('a thread that throws outside a request is dead, and says why', async () => {
  const client = spawn(`setTimeout(() => { throw new Error('out of cheese'); })`);
  await expect(client.call('work')).rejects.toThrow(new WorkerDiedError('the worker died: out of cheese'));
});

test('a thread that exits is dead', async () => {
  await expect(spawn('process.exit(3)').call('work')).rejects.toThrow('exited with code 3');
});

test('a thread that is stuck in a loop is noticed by its heartbeat, and the thread in its place answers', async () => {
  const heartbeat = { intervalSeconds: 0.02, timeoutSeconds: 0.2 };
  const behaviours = ['for (;;) {}', `port.postMessage({ type: 'result', id, output: 'done' })`];
  const answer = await new Promise((resolve, reject) => {
    const supervised = superviseWorker({
      create: () => spawn(behaviours.shift()!, heartbeat),
      onStart: (client, respawn) => {
        client.call('work').then(
          (output) => {
            supervised.dispose();
            resolve([respawn, output]);
          },
          () => undefined,
        );
      },
      onFailure: reject,
    });
  });
  expect(answer).toEqual([1, 'done']);
});
