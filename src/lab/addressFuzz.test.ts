import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSetting, resolveExperiment } from '../core/experiment/experiment.ts';
import type { SceneFacts } from '../core/scenes/scene.ts';
import { type Address, decodeAddress, encodeAddress } from './address.ts';
import { modes, themes, typeSizes, views } from './displayAddress.ts';
import { draftDifferences, readDraft } from './draft.ts';
import { isHideable } from './hideable.ts';
import { lessons } from './lesson/lessons.ts';
import { findPreset } from './presets.ts';

const scenes = [
  { id: 'lift', demonstrations: ['expert', 'own-mine'], settings: {} },
  { id: 'hopper', demonstrations: ['medium', 'expert'], settings: { 'policy.actionHorizon': 8 } },
] as unknown as SceneFacts[];

const addresses = [
  '#scene=hopper&demonstrations=expert&seed=12&objective.equalTimesShare=0.25&policy.timeEmbeddingSize=32',
  '#preset=collapsed&dispersive.weight=0.1&view=one-step&mode=present&theme=dark&hide=loss,seed',
  '#scene=lift&demonstrations=own-mine&objective.kind=meanflow&optimizer.learningRate=1e-3&training.steps=500',
  '#seed=4&dispersive.weight=0&rival=dispersive.weight:0.5,policy.hiddenSize:64,scene:hopper&view=pair',
  '#training.batchSize=64&evaluation.stepLimit=0&mode=embed&hide=experiment',
  '#training.steps=60&view=pair&size=huge&hide=latency&lesson=collapse:3',
];

const nasty = fc.oneof(
  fc.constantFrom(
    ...[
      '__proto__',
      'constructor',
      'toString',
      '__proto__=1',
      '&__proto__=x&',
      '%',
      '%E0%A4%A',
      '%00',
      '&',
      '=',
      '==',
      '#',
    ],
    ...['rival=', 'rival=seed:1,seed:2', ':', 'a:b:c,', 'rival=__proto__:1', ',toString:2'],
    ...['-1', '1e999', 'NaN', 'Infinity', '0x10', '9'.repeat(400), ' ', '‮', '😀', '<script>', '\ud800', ',', ',,,'],
  ),
  fc.string({ unit: 'binary', maxLength: 5 }),
);

/** Flips, cuts, repeats and inserts, one after the other. */
const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom<Mutation['kind'][]>('flip', 'cut', 'repeat', 'insert', 'lengthen'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(20),
  text: nasty,
});

interface Mutation {
  readonly kind: 'flip' | 'cut' | 'repeat' | 'insert' | 'lengthen';
  /** Where in the address, 0 … 1 */
  readonly at: number;
  readonly length: number;
  readonly text: string;
}

function mutate(address: string, { kind, at, length, text }: Mutation): string {
  const start = Math.floor(at * address.length);
  const [before, part, after] = [
    address.slice(0, start),
    address.slice(start, start + length),
    address.slice(start + length),
  ];
  switch (kind) {
    case 'flip':
      return before + String.fromCharCode(address.charCodeAt(start) ^ (1 << (length % 7))) + address.slice(start + 1);
    case 'cut':
      return before + after;
    case 'repeat':
      return before + part + part + after;
    case 'insert':
      return before + text + part + after;
    default:
      return before + text.repeat(500) + part + after;
  }
}

/** What must hold of any address at all. */
function expectSound(found: Address): void {
  for (const { kind, message } of found.problems) {
    expect(['setting', 'display', 'preset', 'unreadable']).toContain(kind);
    expect(message.length).toBeGreaterThan(0);
    expect(message.length).toBeLessThan(500);
  }
  expect(found.problems.length).toBeLessThan(50);
  // What was let through is what its setting takes, and nothing else came along.
  for (const [key, text] of Object.entries(found.texts)) expect(() => parseSetting(key, text)).not.toThrow();
  for (const [key, text] of Object.entries(found.rival)) expect(() => parseSetting(key, text)).not.toThrow();
  expect(Object.getPrototypeOf(found.texts)).toBe(Object.prototype);
  expect(Object.getPrototypeOf(found.rival)).toBe(Object.prototype);
  if (found.preset !== null) expect(findPreset(found.preset)).toBeDefined();
  expect(views).toContain(found.display.view);
  expect(modes).toContain(found.display.mode);
  if (found.display.size) expect(typeSizes).toContain(found.display.size);
  if (found.display.lesson)
    expect(lessons[found.display.lesson.name].steps[found.display.lesson.step - 1]).toBeDefined();
  if (found.display.theme) expect(themes).toContain(found.display.theme);
  expect(found.display.hidden.every(isHideable)).toBe(true);

  const draft = readDraft(found.texts, scenes, found.preset);
  expect(() => resolveExperiment(draft.experiment)).not.toThrow();
  // Only names, which the scenes decide, are left to refuse.
  for (const key of Object.keys(draft.problems)) expect(['scene', 'demonstrations']).toContain(key);

  const again = decodeAddress(
    encodeAddress({ ...found.display, preset: found.preset, rival: found.rival, settings: draftDifferences(draft) }),
  );
  expect(again.problems).toEqual([]);
  expect(again.display).toEqual(found.display);
  expect(again.rival).toEqual(found.rival);
}

test('1,000 damaged addresses (seed 7) never throw, and only what is valid comes through', () => {
  let reported = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...addresses),
      fc.array(mutation, { minLength: 1, maxLength: 4 }),
      (address, mutations) => {
        const found = decodeAddress(mutations.reduce(mutate, address));
        expectSound(found);
        if (found.problems.length > 0) reported += 1;
      },
    ),
    { seed: 7, numRuns: 1000 },
  );
  // Most damage is noticed; the rest left a valid address.
  expect(reported).toBeGreaterThan(400);
  expect(({} as { x?: unknown }).x).toBeUndefined();
});

test('1,000 addresses with nonsense between their fields (seed 8) keep every good field', () => {
  const nonsense = nasty.filter((text) => !text.includes('#')).map((text) => `bogus.${text.replaceAll('&', '')}`);
  fc.assert(
    fc.property(fc.constantFrom(...addresses), fc.nat(6), nonsense, (address, at, text) => {
      const fields = address.slice(1).split('&');
      const whole = decodeAddress(address);
      fields.splice(at % (fields.length + 1), 0, text);
      const found = decodeAddress(`#${fields.join('&')}`);
      expectSound(found);
      expect({ ...found, problems: [] }).toEqual({ ...whole, problems: [] });
      expect(found.problems).toHaveLength(1);
    }),
    { seed: 8, numRuns: 1000 },
  );
});

test('the addresses that are damaged here are good ones', () => {
  for (const address of addresses) expect(decodeAddress(address).problems, address).toEqual([]);
});
