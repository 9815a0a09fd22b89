import { expect, it } from 'vitest';
import { Disturbance, noDisturbance } from './disturbance.ts';

const draw = (disturbance: Disturbance) => Array.from({ length: 2000 }, () => disturbance.observationDelay());

it('loses the share of packets that was asked for, and delays the rest between latency and latency plus jitter', () => {
  const delays = draw(new Disturbance({ latencyMs: 50, jitterMs: 20, drop: 0.05, noise: 0 }, 3));
  const kept = delays.filter((delay) => delay !== null);
  // 100 of 2000, give or take three standard deviations.
  expect(Math.abs(2000 - kept.length - 100)).toBeLessThan(30);
  expect(Math.min(...kept)).toBeGreaterThanOrEqual(50);
  expect(Math.max(...kept)).toBeLessThan(70);
});

it('is the same for the same seed', () => {
  const settings = { latencyMs: 5, jitterMs: 5, drop: 0.3, noise: 0.01 };
  const [one, two, other] = [new Disturbance(settings, 3), new Disturbance(settings, 3), new Disturbance(settings, 4)];
  const first = draw(one);
  expect(draw(two)).toEqual(first);
  expect(draw(other)).not.toEqual(first);
  expect(one.blur([1, 2])).toEqual(two.blur([1, 2]));
});

it('adds noise of the standard deviation that was asked for, and none where none was', () => {
  const noisy = new Disturbance({ ...noDisturbance, noise: 0.01 }, 3);
  const errors = noisy.blur(new Array<number>(4000).fill(0));
  const deviation = Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length);
  expect(Math.abs(deviation / 0.01 - 1)).toBeLessThan(0.05);
  expect(new Disturbance(noDisturbance, 3).blur([0.5, 1])).toEqual([0.5, 1]);
});
