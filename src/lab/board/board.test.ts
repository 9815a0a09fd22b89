import { expect, test } from 'vitest';
import type { BoardProgress } from '../../workers/board/protocol.ts';
import type { BoardWorker } from '../labWorkers.ts';
import { Board } from './board.ts';

const line = { measurement: 'tsne', unit: 'milliseconds per iteration', rounds: 5, times: {} } as const;

/** A board whose worker measures for as long as a test lets it, beside training that a test begins. */
function openBoard({ isSoftware = true } = {}) {
  const asked: { name: string; input: unknown }[] = [];
  const said: string[] = [];
  let isTraining = false;
  let onTraining = () => {};
  let tell: (progress: BoardProgress) => void = () => {};
  let finish = () => {};
  let [disposed, still] = [0, 0];
  const call = (name: string, input: unknown, options?: { signal: AbortSignal; onProgress: typeof tell }) => {
    asked.push({ name, input });
    if (name === 'look') return Promise.resolve({ adapter: { name: 'google swiftshader', isSoftware }, problem: null });
    tell = options!.onProgress;
    return new Promise<void>((resolve, reject) => {
      finish = resolve;
      options!.signal.addEventListener('abort', () => reject(options!.signal.reason));
    });
  };
  const board = new Board({
    spawn: () => ({ call, dispose: () => disposed++ }) as unknown as BoardWorker,
    isTraining: () => isTraining,
    onTrainingChange(listener) {
      onTraining = listener;
      return () => {
        onTraining = () => {};
      };
    },
    settled: async () => undefined,
    async holdStill() {
      still++;
      return () => still--;
    },
    announce(message) {
      said.push(message);
      // What is announced stands in the lab's state, whose listeners hear of it.
      onTraining();
    },
    browser: { browser: 'a browser', cores: 2 },
    versions: { tfjs: '4' },
    now: () => '2026-01-01T00:00:00Z',
  });
  return {
    ...{ board, asked, said },
    train(is: boolean) {
      isTraining = is;
      onTraining();
    },
    tell: (progress: BoardProgress) => tell(progress),
    finish: () => finish(),
    get disposed() {
      return disposed;
    },
    get still() {
      return still;
    },
  };
}

const settle = () => new Promise((resolve) => setTimeout(resolve));

test('a GPU in software is measured only where it is asked for, a real one unless it is not wanted', async () => {
  for (const isSoftware of [true, false]) {
    for (const wanted of [null, true, false]) {
      const { board, asked } = openBoard({ isSoftware });
      await board.look();
      if (wanted !== null) board.setGpu(wanted);
      void board.start();
      await settle();
      const backends = (wanted ?? !isSoftware) ? ['wasm', 'webgpu'] : ['wasm'];
      expect(asked.at(-1)?.input).toMatchObject({ backends });
      board.cancel();
    }
  }
});

test('lines come in as they are measured, and the robot stands still for as long as that takes', async () => {
  const place = openBoard();
  await place.board.look();
  const started = place.board.start();
  await settle();
  expect(place.still).toBe(1);
  place.tell({ kind: 'begin', said: 'an iteration of t-SNE', done: 0, planned: 1 });
  expect(place.board.state.standing).toMatchObject({ said: 'an iteration of t-SNE' });
  place.tell({ kind: 'line', line });
  place.finish();
  await started;
  expect(place.board.state).toMatchObject({ standing: null, problem: null });
  expect(place.board.state.report).toMatchObject({
    lines: [line],
    machine: { browser: 'a browser', adapter: 'google swiftshader, left out' },
  });
  expect(place.still).toBe(0);
  // Nothing of what it measured with stays: one worker looked, another measured.
  expect(place.disposed).toBe(2);
});

test('it does not begin while something trains, and training ends it: what was measured is kept', async () => {
  const place = openBoard();
  place.train(true);
  await place.board.start();
  expect(place.asked).toEqual([]);
  expect(place.board.state.problem).toContain('Something trains');

  place.train(false);
  const started = place.board.start();
  await settle();
  place.tell({ kind: 'line', line });
  place.train(true);
  await started;
  place.tell({ kind: 'line', line });
  expect(place.board.state).toMatchObject({ standing: null, report: { lines: [line] } });
  expect(place.board.state.problem).toContain('Training began');
  expect([place.still, place.disposed]).toEqual([0, 1]);
});

test('a cancelled board keeps what it has and can be started again', async () => {
  const place = openBoard();
  void place.board.start();
  await settle();
  place.tell({ kind: 'line', line });
  place.board.cancel();
  expect(place.board.state).toMatchObject({ standing: null, problem: null, report: { lines: [line] } });
  const again = place.board.start();
  await settle();
  expect(place.board.state.report?.lines).toEqual([]);
  place.finish();
  await again;
  expect(place.said.at(-1)).toBe('Everything is measured.');
});
