import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readSweepRecord } from '../../core/experiment/sweep/record.ts';
import { collapsePlan } from './collapsePlan.ts';
import { readRecorded } from './recordedRuns.ts';

test('the shipped sweep holds the collapsed and the rescued run, measured and tried out', () => {
  const name = 'dials-alpha.sweep.json';
  const record = readSweepRecord(readFileSync(`public/examples/${name}`, 'utf8'), name);
  const { a, b } = readRecorded(record, collapsePlan.recorded).rescue!;
  expect(a?.success?.one.successes).toBeLessThan(40);
  expect(b?.success?.one.successes).toBeGreaterThan(60);
  expect(a?.spread?.last.meanNorm).toBeLessThan(0.01);
  expect(a?.spread?.last.linearProbeR2).toBeGreaterThan(0.99);
});
