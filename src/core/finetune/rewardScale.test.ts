import { expect, test } from 'vitest';
import { Random } from '../random/random.ts';
import { RewardScale } from './rewardScale.ts';
import { RunningMoments } from './runningMoments.ts';

test('moments of a stream are those of all its rows at once, in one block or many', () => {
  const rows = new Random(1).normals(300).map((value, i) => 5 * value + (i % 3) * 100);
  const moments = new RunningMoments(3);
  for (let start = 0; start < rows.length; start += 30) moments.add(rows.subarray(start, start + 30));
  for (let column = 0; column < 3; column++) {
    const values = rows.filter((_, i) => i % 3 === column);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(moments.state.mean[column]).toBeCloseTo(mean, 4);
    expect(moments.variance[column]).toBeCloseTo(variance, 3);
  }
});

test('a stream that is taken up again goes on bit for bit', () => {
  const rows = new Random(2).normals(40);
  const whole = new RunningMoments(2);
  whole.add(rows);
  const first = new RunningMoments(2);
  first.add(rows.subarray(0, 18));
  const second = new RunningMoments(2, JSON.parse(JSON.stringify(first.state)));
  second.add(rows.subarray(18));
  expect(second.state).toEqual(whole.state);
});

test('rewards are divided by the spread of discounted returns, which an ended episode begins anew', () => {
  const scale = new RewardScale(1, 0.5);
  // Returns so far: 2, then 0.5·2 + 2 = 3, where the episode ends, then 2 again.
  scale.count([2], [0]);
  scale.count([2], [1]);
  scale.count([2], [0]);
  const deviation = Math.sqrt((4 / 9) * 0.5);
  const [scaled] = scale.scale([1]);
  expect(scaled).toBeCloseTo(1 / deviation, 5);
});

test('a scaled reward stays within ±10, and no reward at all stays none', () => {
  const scale = new RewardScale(2, 0.9);
  scale.count([0, 0], [0, 0]);
  expect(Array.from(scale.scale([0, 5, -5]))).toEqual([0, 10, -10]);
});

test('a value beyond all that was ever earned is held back, one within it is left alone', () => {
  const scale = new RewardScale(2, 0.5);
  // Returns so far: 4 and −1, then 0.5·4 and −0.5.
  scale.count([4, -1], [0, 0]);
  scale.count([0, 0], [0, 0]);
  const [unit] = scale.scale([1]);
  const held = scale.hold(Float32Array.of(5 * unit, 3 * unit, -0.5 * unit, -9 * unit));
  for (const [i, expected] of [4, 3, -0.5, -1].entries()) expect(held[i]).toBeCloseTo(expected * unit, 5);
});
