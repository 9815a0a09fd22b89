import { expect, test } from 'vitest';
import { averageOverSeeds, averagesTable } from './averages.ts';
import { csvOf, sweepTable } from './results.ts';
import { sweptRun } from './sweepFixture.ts';

const runs = [
  sweptRun({ 'dispersive.weight': 0, seed: 0 }, { 1: 8, 32: 20 }, 1.5),
  sweptRun({ 'dispersive.weight': 0, seed: 1 }, { 1: 10, 32: 20 }, 2),
  sweptRun({ 'dispersive.weight': 0, seed: 2 }, { 1: 12, 32: 20 }, 2.5),
  sweptRun({ 'dispersive.weight': 0.5, seed: 0 }, { 1: 18, 32: 19 }),
];

test('success over three seeds has a mean of rates, Student’s interval over them, and pooled Wilson', () => {
  const [plain] = averageOverSeeds(runs);
  expect(plain).toMatchObject({ varied: { 'dispersive.weight': 0 }, seeds: 3 });
  const [one] = plain.rungs;
  expect(one).toMatchObject({ steps: 1, successes: 30, episodes: 60 });
  expect(one.success.values).toEqual([0.4, 0.5, 0.6]);
  // 4.303 · 0.1 / √3 = 0.24843
  expect(one.success.interval![0]).toBeCloseTo(0.25157, 4);
  expect(one.success.interval![1]).toBeCloseTo(0.74843, 4);
  // Wilson of 30 of 60: 0.5 ∓ 1.96 / (2 √(60 + 1.96²)) = 0.5 ∓ 0.12266
  expect(one.wilson[0]).toBeCloseTo(0.37734, 4);
  expect(one.wilson[1]).toBeCloseTo(0.62266, 4);
  expect(plain.measures.effectiveRank!.mean).toBeCloseTo(2, 12);
  // 4.303 · 0.5 / √3
  expect(plain.measures.effectiveRank!.interval![1] - 2).toBeCloseTo(1.24217, 4);
});

test('three seeds that came out alike have an interval without width, while pooled Wilson keeps one', () => {
  const many = averageOverSeeds(runs)[0].rungs[1];
  expect(many.success).toMatchObject({ mean: 1, interval: [1, 1] });
  expect(many.wilson[0]).toBeLessThan(0.95);
});

test('an interval of shares is cut at 0 and 1', () => {
  const [average] = averageOverSeeds([0, 0, 9].map((successes, seed) => sweptRun({ seed }, { 1: successes })));
  // Mean 0.15, deviation 0.2598: 0.15 ∓ 0.645
  expect(average.rungs[0].success.interval![0]).toBe(0);
  expect(average.rungs[0].success.interval![1]).toBeCloseTo(0.79545, 3);
});

test('one seed says nothing of how far seeds scatter', () => {
  const [, dispersed] = averageOverSeeds(runs);
  expect(dispersed.rungs[0].success).toEqual({ values: [0.9], mean: 0.9, interval: null });
  expect(dispersed.measures).toEqual({});
});

test('the table has a row for each run and K, and its CSV is empty where nothing was measured', () => {
  const lines = csvOf(sweepTable(runs)).trim().split('\n');
  expect(lines).toHaveLength(9);
  expect(lines[0]).toMatch(/^dispersive\.weight,seed,steps,episodes,successes,wilsonLow,wilsonHigh,meanReturn,/);
  expect(lines[1]).toMatch(/^0,0,1,20,8,0\.2188\d+,0\.6134\d+,80,72,88,1,2,1\.5,2,3,,$/);
  expect(lines[8]).toMatch(/^0\.5,0,32,20,19,.*,32,64,,,,,$/);
});

test('the averages’ CSV names the pooled interval and the one over seeds apart', () => {
  const [first] = averagesTable(averageOverSeeds(runs));
  expect(first).toMatchObject({ 'dispersive.weight': 0, steps: 1, seeds: 3, successes: 30, episodes: 60 });
  expect(first.pooledWilsonLow).toBeCloseTo(0.37734, 4);
  expect(first.successSeedLow).toBeCloseTo(0.25157, 4);
  expect(first.seed).toBeUndefined();
  expect(csvOf([{ scene: 'a,"b"' }])).toBe('scene\n"a,""b"""\n');
});
