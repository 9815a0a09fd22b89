import { expect, test } from 'vitest';
import type { LiveFrame } from './protocol.ts';
import { Recording } from './recording.ts';

const frame = (controlStep: number) => ({ controlStep }) as LiveFrame;

test('every frame of an episode is found by its control step, and what lies outside gives the nearest', () => {
  const recording = new Recording();
  recording.begin(frame(0));
  for (let step = 1; step <= 50; step++) recording.add(frame(step));
  for (const step of [0, 17, 50]) expect(recording.at(step).controlStep).toBe(step);
  expect([recording.at(-3).controlStep, recording.at(99).controlStep]).toEqual([0, 50]);
});

test('a recording holds no more frames than its limit, the newest ones, still found by their step', () => {
  const recording = new Recording(10);
  recording.begin(frame(0));
  for (let step = 1; step <= 50; step++) recording.add(frame(step));
  expect([recording.oldest.controlStep, recording.newest.controlStep]).toEqual([41, 50]);
  expect(recording.at(45).controlStep).toBe(45);
  expect(recording.at(3).controlStep).toBe(41);
});
