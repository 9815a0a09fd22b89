import { afterEach, expect, test, vi } from 'vitest';
import { Random } from '../../core/random/random.ts';
import { messagePort } from '../rpc/ports.ts';
import { ProjectionClient } from './client.ts';
import type { ProjectionInput, ProjectionLayout } from './protocol.ts';
import { serveProjection } from './service.ts';
import { SettlingLayout } from './settlingLayout.ts';

const cleanUps: (() => void)[] = [];
afterEach(() => {
  vi.useRealTimers();
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

/** A client and the service behind it, joined by a real MessageChannel. */
function connect(): { client: ProjectionClient; layouts: ProjectionLayout[] } {
  const { port1, port2 } = new MessageChannel();
  const server = serveProjection(messagePort(port1));
  const client = new ProjectionClient(messagePort(port2));
  cleanUps.push(
    () => client.dispose(),
    () => server.close(),
  );
  const layouts: ProjectionLayout[] = [];
  client.on('layout', (layout) => layouts.push(layout));
  return { client, layouts };
}

function embedding(step: number, count = 30, size = 4, shift = 0): ProjectionInput {
  const values = new Random(7).normals(count * size).map((x) => x + shift);
  return { step, count, size, values };
}

const settled = (layouts: ProjectionLayout[], step: number, iteration: number) =>
  vi.waitFor(() => expect(layouts.at(-1)).toMatchObject({ step, iteration }), { timeout: 10_000, interval: 20 });

test('PCA answers the request and t-SNE follows as events until it has settled', async () => {
  const { client, layouts } = connect();
  const answer = await client.call('project', embedding(10));
  expect(answer).toMatchObject({ step: 10, method: 'pca', iteration: 0 });
  expect(answer.points).toHaveLength(60);
  expect(layouts).toHaveLength(0);
  await settled(layouts, 10, 600);
  expect(layouts.at(-1)).toMatchObject({ method: 'tsne' });
  expect(layouts.at(-1)?.points).toHaveLength(60);
});

test('the axes of PCA stay while a run goes on and are fitted anew after a reset', async () => {
  const { client } = connect();
  const first = await client.call('project', embedding(0));
  const shifted = await client.call('project', embedding(1, 30, 4, 5));
  expect(Math.abs(shifted.points[0] - first.points[0])).toBeGreaterThan(1);
  await client.call('reset', { seed: 1 });
  const anew = await client.call('project', embedding(0, 30, 4, 5));
  for (let i = 0; i < anew.points.length; i++) expect(anew.points[i]).toBeCloseTo(first.points[i], 4);
});

test('after a reset nothing more comes of the run before it', async () => {
  const { client, layouts } = connect();
  await client.call('project', embedding(0, 300));
  await client.call('reset', { seed: 1 });
  const before = layouts.length;
  await new Promise((resolve) => setTimeout(resolve, 450));
  expect(layouts).toHaveLength(before);
});

test('the same seed and data settle on the same layout', async () => {
  const draw = async () => {
    const { client, layouts } = connect();
    await client.call('reset', { seed: 4 });
    await client.call('project', embedding(0));
    await settled(layouts, 0, 600);
    return layouts.at(-1)?.points;
  };
  expect(await draw()).toEqual(await draw());
});

test('a broken embedding rejects the call and the worker answers on', async () => {
  const { client } = connect();
  const broken = embedding(0);
  broken.values[9] = Number.NaN;
  await expect(client.call('project', broken)).rejects.toThrow('point 2 holds NaN');
  await expect(client.call('project', embedding(0, 2001))).rejects.toThrow('at most 2000 points');
  await expect(client.call('project', embedding(1))).resolves.toMatchObject({ step: 1 });
});

/** A layout on fake timers; each look at the clock takes a millisecond, so that a slice ends as it would under load. */
function settleOnFakeTime() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  let looks = 0;
  const now = () => performance.now() + looks++;
  const emitted: { time: number; step: number; iteration: number }[] = [];
  const emit = ({ step, iteration }: ProjectionLayout) => emitted.push({ time: now(), step, iteration });
  return { layout: new SettlingLayout(1, emit, now), emitted };
}

test('layouts come at most 5 times a second, and the settled one always comes', () => {
  const { layout, emitted } = settleOnFakeTime();
  layout.take(embedding(0));
  vi.advanceTimersByTime(10_000);
  layout.take(embedding(1));
  vi.advanceTimersByTime(10_000);
  const gaps = emitted.slice(1).map(({ time }, i) => time - emitted[i].time);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(200);
  expect(emitted.length).toBeGreaterThan(6);
  expect(emitted.map(({ iteration }) => iteration)).toContain(600);
  expect(emitted.at(-1)?.iteration).toBe(900);
});

test('data that arrives while a layout settles takes its place at once', () => {
  const { layout, emitted } = settleOnFakeTime();
  layout.take(embedding(0));
  vi.advanceTimersByTime(300);
  const before = emitted.length;
  expect(emitted.at(-1)?.iteration).toBeLessThan(300);
  for (let step = 1; step <= 3; step++) layout.take(embedding(step));
  vi.advanceTimersByTime(10_000);
  expect(new Set(emitted.slice(before).map(({ step }) => step))).toEqual(new Set([3]));
});
