import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type NumberSetting, type Setting, settings } from '../core/experiment/settings.ts';
import { decodeAddress, encodeAddress } from './address.ts';

test('an address restores every setting that it was made from', () => {
  const numbers = (settings as readonly Setting[]).filter((s): s is NumberSetting => s.kind === 'number');
  fc.assert(
    fc.property(
      fc
        .subarray(numbers)
        .chain((some) =>
          fc.tuple(
            ...some.map((s) => fc.double({ min: s.min, max: s.max, noNaN: true }).map((v) => [s.key, v] as const)),
          ),
        ),
      (entries) => {
        const { texts, problems } = decodeAddress(encodeAddress(Object.fromEntries(entries)));
        expect(problems).toEqual([]);
        expect(
          Object.entries(texts)
            .map(([key, text]) => [key, Number(text) + 0])
            .sort(),
        ).toEqual(entries.map(([key, value]) => [key, value + 0]).sort());
      },
    ),
    { seed: 1 },
  );
});

test('a bad field is reported and the others are applied', () => {
  expect(decodeAddress('#scene=hopper&seed=-3&what=1&objective.kind=meanflow&oops&a=%E0%A4%A')).toEqual({
    texts: { scene: 'hopper', 'objective.kind': 'meanflow' },
    problems: [
      'seed: expected a whole number from 0 to 2147483647, received -3',
      'what: expected a known setting, received 1',
      '2 parts of the address could not be read',
    ],
  });
});

test('1,000 damaged addresses never throw, and never let a bad value through', () => {
  const good = '#scene=hopper&seed=12&objective.equalTimesShare=0.25&policy.timeEmbeddingSize=32';
  const damage = fc.tuple(fc.nat(good.length), fc.nat(6), fc.string({ maxLength: 4 }));
  fc.assert(
    fc.property(damage, ([at, length, text]) => {
      const { texts } = decodeAddress(good.slice(0, at) + text + good.slice(at + length));
      expect(decodeAddress(encodeAddress(texts)).problems).toEqual([]);
    }),
    { seed: 2, numRuns: 1000 },
  );
});
