import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type NumberSetting, type Setting, settings } from '../core/experiment/settings.ts';
import { type AddressContent, decodeAddress, emptyContent, encodeAddress } from './address.ts';
import { modes, plainDisplay, themes, typeSizes, views } from './displayAddress.ts';
import { hideableSettings, hideables } from './hideable.ts';
import type { LessonPlace } from './lesson/lessonPlace.ts';
import { lessonNames, lessons } from './lesson/lessons.ts';
import { presets } from './presets.ts';

const lessonPlaces = lessonNames.flatMap((name) =>
  lessons[name].steps.map((_, index): LessonPlace => ({ name, step: index + 1 })),
);

const encodeSettings = (said: AddressContent['settings']) => encodeAddress({ ...emptyContent, settings: said });

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
        const { texts, problems } = decodeAddress(encodeSettings(Object.fromEntries(entries)));
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
  const hash =
    '#scene=hopper&seed=-3&what=1&objective.kind=meanflow&oops&a=%E0%A4%A&view=attic&hide=loss,roof&preset=x';
  const { texts, display, preset, problems } = decodeAddress(hash);
  expect(texts).toEqual({ scene: 'hopper', 'objective.kind': 'meanflow' });
  expect(display).toEqual({ ...plainDisplay, hidden: ['loss'] });
  expect(preset).toBeNull();
  expect(problems).toEqual([
    { kind: 'setting', message: 'seed: expected a whole number from 0 to 2147483647, received -3' },
    { kind: 'setting', message: 'what: expected a known setting, received 1' },
    {
      kind: 'display',
      message: 'view: expected one of lab, one-step, finetune, pair, sweep, runs, export, speed, received attic',
    },
    { kind: 'display', message: 'hide: expected a panel, a control or a setting, received roof' },
    { kind: 'preset', message: 'preset: there is none called x' },
    { kind: 'unreadable', message: '2 parts of the address could not be read' },
  ]);
});

test('1,000 damaged addresses never throw, and never let a bad value through', () => {
  const good =
    '#preset=quick&seed=12&objective.equalTimesShare=0.25&view=runs&mode=embed&theme=dark&size=huge&hide=loss,seed&lesson=collapse:3';
  const damage = fc.tuple(fc.nat(good.length), fc.nat(6), fc.string({ maxLength: 4 }));
  fc.assert(
    fc.property(damage, ([at, length, text]) => {
      const { texts, preset, rival, display } = decodeAddress(good.slice(0, at) + text + good.slice(at + length));
      expect(decodeAddress(encodeAddress({ settings: texts, preset, rival, ...display })).problems).toEqual([]);
    }),
    { seed: 2, numRuns: 1000 },
  );
});

test('an address restores every way of looking at the page', () => {
  const ids = [...hideables.map(({ id }) => id), ...hideableSettings.map(({ key }) => key)];
  fc.assert(
    fc.property(
      fc.record({
        view: fc.constantFrom(...views),
        mode: fc.constantFrom(...modes),
        theme: fc.constantFrom(...themes, null),
        size: fc.constantFrom(...typeSizes, null),
        lesson: fc.option(fc.constantFrom(...lessonPlaces)),
        hidden: fc.subarray(ids),
      }),
      (display) => {
        const hash = encodeAddress({ ...emptyContent, ...display });
        expect(hash).not.toContain('%');
        expect(decodeAddress(hash)).toMatchObject({ display, problems: [] });
      },
    ),
    { seed: 3 },
  );
});

test('a lesson is opened at its first step, or at the one that is named; a step that there is not is reported', () => {
  expect(decodeAddress('#lesson=collapse').display.lesson).toEqual({ name: 'collapse', step: 1 });
  expect(decodeAddress('#lesson=collapse:3').display.lesson).toEqual({ name: 'collapse', step: 3 });
  for (const step of ['0', '99', '-1', '1e1', '', '3.5']) {
    const { display, problems } = decodeAddress(`#lesson=collapse:${step}`);
    expect(display.lesson, step).toEqual({ name: 'collapse', step: 1 });
    expect(problems, step).toHaveLength(1);
  }
  for (const text of ['', 'expand', 'collapse:1:2', '__proto__', 'toString:1']) {
    const { display, problems } = decodeAddress(`#lesson=${text}`);
    expect(display.lesson, text).toBeNull();
    expect(problems, text).toHaveLength(1);
  }
});

test('a preset that stands alone is applied; beside settings of its own it is only named', () => {
  const { id, settings: own } = presets[0];
  const texts = Object.fromEntries(Object.entries(own).map(([key, value]) => [key, String(value)]));
  expect(decodeAddress(`#preset=${id}&seed=3`).texts).toEqual({ ...texts, seed: '3' });
  const [[key]] = Object.entries(own);
  expect(decodeAddress(`#preset=${id}&${key}=64`).texts).toEqual({ [key]: '64' });
});

test('an endless address is cut, said so, and still read', () => {
  const { texts, problems } = decodeAddress(`#seed=3&${'x=1&'.repeat(100_000)}`);
  expect(texts).toEqual({ seed: '3' });
  expect(problems.length).toBeLessThan(20);
  expect(problems.every(({ message }) => message.length < 300)).toBe(true);
});

test('what the second of two runs sets otherwise comes back from the address, readable, and each bad part is told', () => {
  const rival = { 'dispersive.weight': 0.5, scene: 'hopper', 'optimizer.learningRate': 0.002 } as const;
  const hash = encodeAddress({ ...emptyContent, rival });
  expect(hash).toBe('#rival=scene:hopper,dispersive.weight:0.5,optimizer.learningRate:0.002');
  const texts = { scene: 'hopper', 'dispersive.weight': '0.5', 'optimizer.learningRate': '0.002' };
  expect(decodeAddress(hash)).toMatchObject({ rival: texts, texts: {}, problems: [] });
  const damaged = decodeAddress('#rival=seed,dispersive.weight:9,what:1,policy.hiddenSize:64,seed:1:2');
  expect(damaged.rival).toEqual({ 'policy.hiddenSize': '64' });
  expect(damaged.problems.map(({ message }) => message)).toEqual([
    'rival: seed: expected a whole number from 0 to 2147483647, received nothing',
    'rival: dispersive.weight: expected 0 to 2, received 9',
    'rival: what: expected a known setting, received 1',
    'rival: seed: expected a whole number from 0 to 2147483647, received 1:2',
  ]);
});
