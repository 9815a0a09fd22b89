import { expect, test } from 'vitest';
import { InProcessVectorEnvironment } from './inProcessVectorEnvironment.ts';
import { ScriptedEnvironment, type ScriptedRules } from './scriptedEnvironment.ts';

/** What is seen is the seed and the steps since, and the last action. */
const counting = ({ horizon = 1000, ...rules }: ScriptedRules) =>
  new ScriptedEnvironment({ horizon, ...rules }, ({ seed, steps, action }) => [seed + steps, action]);

function make(rules: ScriptedRules, slots = 2, stopAtSuccess = false): InProcessVectorEnvironment {
  return new InProcessVectorEnvironment(() => counting(rules), { slots, stopAtSuccess });
}

test('each slot plays its own chunk from its own seed, in the order asked for', async () => {
  const environment = make({}, 3);
  expect(environment.lanes).toEqual([[0, 1, 2]]);
  expect(Array.from(await environment.reset([2, 0], [20, 30]))).toEqual([20, 0, 30, 0]);
  const played = await environment.step([0, 2], Float32Array.of(1, 2, 3, 4));
  expect(Array.from(played.observations)).toEqual([32, 2, 22, 4]);
  expect(Array.from(played.rewards)).toEqual([3, 7]);
  expect(Array.from(played.lengths)).toEqual([2, 2]);
});

test('a fall inside a chunk ends it: later actions are neither played nor rewarded', async () => {
  const environment = make({ fallAt: 2 });
  await environment.reset([0, 1], [0, 0]);
  const played = await environment.step([0], Float32Array.of(1, 1, 1, 1));
  expect(Array.from(played.lengths)).toEqual([2]);
  expect(Array.from(played.rewards)).toEqual([2]);
  expect(Array.from(played.terminated)).toEqual([1]);
  expect(Array.from(played.truncated)).toEqual([0]);
});

test('the time limit is reported as a truncation, on the chunk in which it falls', async () => {
  const environment = make({ horizon: 3 }, 1);
  await environment.reset([0], [0]);
  expect(Array.from((await environment.step([0], Float32Array.of(1, 1))).truncated)).toEqual([0]);
  const last = await environment.step([0], Float32Array.of(1, 1));
  expect([...last.truncated, ...last.terminated, ...last.lengths]).toEqual([1, 0, 1]);
});

test('a success ends the episode only where success is the metric, and is remembered to the end of the chunk', async () => {
  for (const stopAtSuccess of [true, false]) {
    const environment = make({ successAt: 2 }, 1, stopAtSuccess);
    await environment.reset([0], [0]);
    const played = await environment.step([0], Float32Array.of(1, 1, 1, 1));
    expect(Array.from(played.successes)).toEqual([1]);
    expect(Array.from(played.lengths)).toEqual([stopAtSuccess ? 2 : 4]);
  }
});

test('an episode that is over is not stepped until it is reset, and a refused call moves no slot', async () => {
  const environment = make({ fallAt: 1 });
  await environment.reset([0, 1], [0, 5]);
  await environment.step([0], Float32Array.of(1));
  await expect(environment.step([1, 0], Float32Array.of(1, 1))).rejects.toThrow(/slot 0: its episode is over/);
  const other = await environment.step([1], Float32Array.of(1));
  expect(other.observations[0]).toBe(6);
  await environment.reset([0], [9]);
  expect((await environment.step([0], Float32Array.of(1))).observations[0]).toBe(10);
});

test('calls that do not fit the slots are refused', async () => {
  const environment = make({});
  await environment.reset([0, 1], [0, 0]);
  await expect(environment.step([0, 1], Float32Array.of(1, 1, 1))).rejects.toThrow(RangeError);
  await expect(environment.step([0], new Float32Array(0))).rejects.toThrow(RangeError);
  await expect(environment.reset([2], [0])).rejects.toThrow(/expected 0 to 1/);
  await expect(environment.reset([0, 1], [0])).rejects.toThrow(/one for each of 2 slots/);
});

test('disposing frees every environment', () => {
  const made: ScriptedEnvironment[] = [];
  const create = () => {
    made.push(counting({}));
    return made[made.length - 1];
  };
  new InProcessVectorEnvironment(create, { slots: 3, stopAtSuccess: false }).dispose();
  expect(made.map((one) => one.isDisposed)).toEqual([true, true, true]);
});
