import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sweepFigure } from './figure.ts';
import { drawSweepFigure } from './figureSvg.ts';
import { readSweepRecord } from './record.ts';

const record = () =>
  readSweepRecord(readFileSync('public/examples/dials-alpha.sweep.json', 'utf8'), 'dials-alpha.sweep.json');

test('the figure of the α sweep in the repository is drawn from its record', () => {
  expect(drawSweepFigure(sweepFigure(record()))).toBe(readFileSync('docs/sweeps/dials-alpha.svg', 'utf8'));
});

test('the recorded α sweep is the one that its plan in the repository says', () => {
  const { base, grid, evaluate } = JSON.parse(readFileSync('docs/sweeps/dials-alpha.json', 'utf8'));
  expect(record().plan).toMatchObject({ base, grid, evaluate });
  expect(record().runs).toHaveLength(15);
});

test('on Dials under weight decay nothing succeeds above chance without dispersion, and most does with any of it', () => {
  for (const { varied, rungs } of record().runs) {
    for (const { steps, successes, episodes } of rungs) {
      const rate = successes / episodes;
      if (varied['dispersive.weight'] === 0) expect(rate).toBeLessThan(0.25);
      else expect(rate, `α ${varied['dispersive.weight']}, ${steps} steps`).toBeGreaterThan(0.7);
    }
  }
});
