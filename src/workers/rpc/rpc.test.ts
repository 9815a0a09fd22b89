import { afterEach, expect, test, vi } from 'vitest';
import { RpcClient } from './client.ts';
import { messagePort } from './ports.ts';
import type { Message, Port } from './protocol.ts';
import { type Handlers, type Server, serve, Transferred } from './server.ts';

type Kitchen = {
  requests: {
    double: { input: number; output: number };
    fail: { input: undefined; output: undefined };
    bake: { input: { seconds: number }; output: string; progress: number };
    slice: { input: Float32Array; output: Float32Array };
  };
  events: { bell: string; temperature: number };
};

class BurntError extends Error {
  override readonly name = 'BurntError';
}

let bakingSignal: AbortSignal | null = null;
const handlers: Handlers<Kitchen> = {
  double: (value) => value * 2,
  fail: () => {
    throw new BurntError('the bread is black');
  },
  bake: async ({ seconds }, { signal, progress }) => {
    bakingSignal = signal;
    for (let second = 1; second <= seconds; second++) {
      progress(second);
      await new Promise((resolve) => setTimeout(resolve, 1));
      signal.throwIfAborted();
    }
    return 'bread';
  },
  slice: (bread) => new Transferred(bread, [bread.buffer]),
};

const toClose: { dispose?(): void; close?(): void }[] = [];
afterEach(() => {
  for (const open of toClose.splice(0)) (open.dispose ?? open.close)?.call(open);
  vi.useRealTimers();
});

function open(): { client: RpcClient<Kitchen>; server: Server<Kitchen> } {
  const { port1, port2 } = new MessageChannel();
  const server = serve<Kitchen>(messagePort(port2), handlers);
  const client = new RpcClient<Kitchen>(messagePort(port1));
  toClose.push(client, server);
  return { client, server };
}

/** A port whose other side is the test. */
function fakePort() {
  const sent: Message[] = [];
  let [receive, fail, isClosed] = [(_: Message) => {}, (_: Error) => {}, false];
  const port: Port = {
    postMessage: (message) => void sent.push(message),
    onMessage: (listener) => {
      receive = listener;
    },
    onFailure: (listener) => {
      fail = listener;
    },
    close: () => {
      isClosed = true;
    },
  };
  return { port, sent, receive: (m: Message) => receive(m), fail: (e: Error) => fail(e), isClosed: () => isClosed };
}

test('a call resolves with the output of its own handler, many at a time', async () => {
  const { client } = open();
  expect(await Promise.all([1, 2, 3].map((value) => client.call('double', value)))).toEqual([2, 4, 6]);
});

test('an error crosses with its name and message, and the next call is served', async () => {
  const { client } = open();
  await expect(client.call('fail')).rejects.toMatchObject({ name: 'BurntError', message: 'the bread is black' });
  expect(await client.call('double', 4)).toBe(8);
});

test('a request that the worker does not have is an error, even under the name of an inherited method', async () => {
  const { client } = open();
  const call = client.call.bind(client) as unknown as (name: string) => Promise<unknown>;
  await expect(call('grill')).rejects.toThrow('no request named grill');
  await expect(call('constructor')).rejects.toThrow('no request named constructor');
});

test('an input that cannot be cloned rejects its own call alone', async () => {
  const { client } = open();
  await expect(client.call('double', (() => 1) as unknown as number)).rejects.toMatchObject({ name: 'DataCloneError' });
  expect(await client.call('double', 1)).toBe(2);
});

test('progress arrives in order before the result', async () => {
  const { client } = open();
  const seen: number[] = [];
  expect(await client.call('bake', { seconds: 3 }, { onProgress: (second) => seen.push(second) })).toBe('bread');
  expect(seen).toEqual([1, 2, 3]);
});

test('cancelling rejects the call at once and aborts the signal of its handler', async () => {
  const { client } = open();
  const controller = new AbortController();
  const baking = client.call(
    'bake',
    { seconds: 1e6 },
    { signal: controller.signal, onProgress: () => controller.abort() },
  );
  await expect(baking).rejects.toMatchObject({ name: 'AbortError' });
  // A call on the same port is answered after the cancellation was read.
  await client.call('double', 1);
  expect(bakingSignal?.aborted).toBe(true);
});

test('a call whose signal was aborted before is never sent', async () => {
  const { port, sent } = fakePort();
  const client = new RpcClient<Kitchen>(port, null);
  await expect(client.call('double', 1, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
  expect(sent).toEqual([]);
});

test('buffers move both ways instead of being copied', async () => {
  const { client } = open();
  const bread = new Float32Array([1, 2, 3]);
  const back = await client.call('slice', bread, { transfer: [bread.buffer] });
  expect(bread.length).toBe(0);
  expect([...back]).toEqual([1, 2, 3]);
});

test('every emitted event arrives, until its subscription ends', async () => {
  const { client, server } = open();
  const heard: string[] = [];
  const stop = client.on('bell', (payload) => heard.push(payload));
  server.emit('bell', 'one');
  server.emit('bell', 'two');
  await vi.waitFor(() => expect(heard).toEqual(['one', 'two']));
  stop();
  server.emit('bell', 'three');
  await client.call('double', 1);
  expect(heard).toEqual(['one', 'two']);
});

test('of events of which only the newest matters, a receiver that is behind gets the first and the last', async () => {
  const { client, server } = open();
  const felt: number[] = [];
  client.on('temperature', (payload) => felt.push(payload));
  for (let degrees = 1; degrees <= 100; degrees++) server.emitLatest('temperature', degrees);
  await vi.waitFor(() => expect(felt).toEqual([1, 100]));
  server.emitLatest('temperature', 101);
  await vi.waitFor(() => expect(felt).toEqual([1, 100, 101]));
});

test('the stream goes on after a listener threw', () => {
  const { port, sent, receive } = fakePort();
  const client = new RpcClient<Kitchen>(port, null);
  client.on('temperature', () => {
    throw new Error('listener');
  });
  expect(() => receive({ type: 'event', name: 'temperature', payload: 1, credit: true })).toThrow('listener');
  expect(sent).toEqual([{ type: 'credit', name: 'temperature' }]);
});

test('a worker that falls silent for ten seconds is dead: pending calls reject and the port is closed', async () => {
  vi.useFakeTimers();
  const { port, receive, isClosed } = fakePort();
  const client = new RpcClient<Kitchen>(port);
  const onDeath = vi.fn();
  client.onDeath(onDeath);
  receive({ type: 'pong' });
  const call = client.call('double', 1);
  const rejection = expect(call).rejects.toMatchObject({ name: 'WorkerDiedError' });
  vi.advanceTimersByTime(9_500);
  expect(client.isAlive).toBe(true);
  vi.advanceTimersByTime(1_000);
  await rejection;
  expect(onDeath).toHaveBeenCalledTimes(1);
  expect(isClosed()).toBe(true);
  await expect(client.call('double', 1)).rejects.toMatchObject({ name: 'WorkerDiedError' });
});

test('a worker that answers pings lives, and one whose code is still loading has a minute', () => {
  vi.useFakeTimers();
  const { port, receive, sent } = fakePort();
  const client = new RpcClient<Kitchen>(port);
  vi.advanceTimersByTime(50_000);
  expect(client.isAlive).toBe(true);
  for (let second = 0; second < 60; second++) {
    receive({ type: 'pong' });
    vi.advanceTimersByTime(1_000);
  }
  expect(client.isAlive).toBe(true);
  expect(sent.filter((message) => message.type === 'ping').length).toBeGreaterThan(100);
  client.dispose();
});

test('a worker that asked for patience is waited for, and no longer than it asked', () => {
  vi.useFakeTimers();
  const { port, receive } = fakePort();
  const client = new RpcClient<Kitchen>(port);
  receive({ type: 'patience', seconds: 40 });
  vi.advanceTimersByTime(39_500);
  expect(client.isAlive).toBe(true);
  vi.advanceTimersByTime(1_000);
  expect(client.isAlive).toBe(false);
});

test('the other side closing its port is a death, noticed without a heartbeat', async () => {
  const { client, server } = open();
  const call = client.call('bake', { seconds: 1e6 });
  server.close();
  await expect(call).rejects.toMatchObject({ name: 'WorkerDiedError' });
});

test('disposing rejects what is pending, and is no death', async () => {
  const { client } = open();
  const onDeath = vi.fn();
  client.onDeath(onDeath);
  const call = client.call('bake', { seconds: 1e6 });
  client.dispose();
  await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  expect(onDeath).not.toHaveBeenCalled();
});
