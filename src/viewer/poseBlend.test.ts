import { expect, test } from 'vitest';
import { PoseBlend } from './poseBlend.ts';

const half = Math.SQRT1_2;
const at = (x: number, w = 1, z = 0) => Float32Array.of(x, 0, 0, w, 0, 0, z);

test('between two poses 50 ms apart, the middle is half-way in place and in angle, on the short way round', () => {
  const blend = new PoseBlend(1);
  blend.push(at(0), { episode: 0, time: 0 }, 1000);
  // A quarter turn about z, written with the opposite sign.
  blend.push(at(1, -half, -half), { episode: 0, time: 0.05 }, 1050);
  expect(blend.update(1075)).toBe(true);
  const [x, , , w, , , z] = blend.shown;
  expect(x).toBeCloseTo(0.5, 6);
  expect(Math.abs(w)).toBeCloseTo(Math.cos(Math.PI / 8), 3);
  expect(Math.abs(z)).toBeCloseTo(Math.sin(Math.PI / 8), 3);
  expect(blend.update(1100)).toBe(false);
  expect(blend.shown[0]).toBe(1);
});

test('a pose that comes before the last one was reached starts from what is shown: nothing jumps', () => {
  const blend = new PoseBlend(1);
  blend.push(at(0), { episode: 0, time: 0 }, 0);
  blend.push(at(1), { episode: 0, time: 0.05 }, 0);
  blend.push(at(2), { episode: 0, time: 0.1 }, 25);
  blend.update(25);
  expect(blend.shown[0]).toBeCloseTo(0.5, 6);
  blend.update(50);
  expect(blend.shown[0]).toBeCloseTo(1.25, 6);
});

test('a new episode is shown at once, though its first pose is far away', () => {
  const blend = new PoseBlend(1);
  blend.push(at(9), { episode: 0, time: 4 }, 0);
  blend.push(at(0), { episode: 1, time: 0 }, 8);
  expect(blend.update(8)).toBe(false);
  expect(blend.shown[0]).toBe(0);
});

test('a pose of another scene is refused', () => {
  expect(() => new PoseBlend(2).push(at(0), { episode: 0, time: 0 }, 0)).toThrow('expected 2 bodies');
});

test('at a tenth of the speed a step takes ten times as long to be shown', () => {
  const blend = new PoseBlend(1);
  blend.push(at(0), { episode: 0, time: 0, speed: 0.1 }, 0);
  blend.push(at(1), { episode: 0, time: 0.05, speed: 0.1 }, 0);
  blend.update(250);
  expect(blend.shown[0]).toBeCloseTo(0.5, 6);
});
