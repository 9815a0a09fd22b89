import { expect, test } from 'vitest';
import { Patience } from './patience.ts';

function listen() {
  const asked: number[] = [];
  return { asked, patience: new Patience((seconds) => asked.push(seconds)) };
}

test('a step that takes five seconds is not taken for a hang, and one of 20 ms leaves ten seconds', () => {
  const { asked, patience } = listen();
  patience.beginUnknown();
  patience.learn(5000);
  patience.learn(5000);
  expect(asked).toEqual([60, 25]);
  patience.beginUnknown();
  patience.learn(20);
  expect(asked.at(-1)).toBe(10);
});

test('one slow step is forgotten after a while of fast ones', () => {
  const { asked, patience } = listen();
  patience.learn(8000);
  for (let step = 0; step < 30; step++) patience.learn(50);
  expect(asked[0]).toBe(40);
  expect(asked.at(-1)).toBe(10);
});

test('what is asked for already is not asked for again', () => {
  const { asked, patience } = listen();
  for (let step = 0; step < 100; step++) patience.learn(50);
  expect(asked).toEqual([]);
});
