import { expect, test } from 'vitest';
import { interleave, ratiosTo, speedsAgainst, spread } from './interleave.ts';

/** A clock that a test moves */
function handClock() {
  let now = 0;
  return {
    clock: () => now,
    rest: async () => undefined,
    pass(milliseconds: number) {
      now += milliseconds;
    },
  };
}

test('what is compared takes turns, and the first turn of each is thrown away', async () => {
  const played: string[] = [];
  const take = (name: string) => () => played.push(name);
  const samples = await interleave({ a: take('a'), b: take('b') }, { ...handClock(), rounds: 2 });
  expect(played.join('')).toBe('ababab');
  expect(samples).toEqual({ a: [3, 5], b: [4, 6] });
});

test('a busy spell that falls on both leaves their ratio as it is', () => {
  const samples = { ours: [1, 10, 1], other: [3, 30, 3] };
  expect(ratiosTo(samples, 'ours').other).toEqual({ median: 3, p10: 3, p90: 3 });
  expect(speedsAgainst(samples, 'other').ours).toEqual({ median: 3, p10: 3, p90: 3 });
  expect(spread(samples.ours).median).toBe(1);
});

test('slow turns end at the limit, though never before the third', async () => {
  const { pass, ...turns } = handClock();
  const slow = () => {
    pass(100);
    return 100;
  };
  const roundsUnder = async (longest: number) =>
    (await interleave({ slow }, { ...turns, rounds: 20, longest })).slow.length;
  expect(await roundsUnder(1)).toBe(3);
  expect(await roundsUnder(1000)).toBe(10);
});

test('a board that was cancelled ends before the next turn', async () => {
  let turns = 0;
  const rest = async () => {
    if (turns === 3) throw new DOMException('cancelled', 'AbortError');
  };
  const contestants = { a: () => ++turns };
  await expect(interleave(contestants, { clock: () => 0, rest, rounds: 20 })).rejects.toThrow('cancelled');
  expect(turns).toBe(3);
});
