import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  checkSetting,
  differingSettings,
  type ExperimentInput,
  parseSetting,
  parseSettings,
  resolveExperiment,
  SettingError,
} from './experiment.ts';
import { type Setting, settings } from './settings.ts';

/** Values that a setting takes. */
function validValue(setting: Setting): fc.Arbitrary<number | string> {
  switch (setting.kind) {
    case 'choice':
      return fc.constantFrom(...setting.choices);
    case 'name':
      return fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,63}$/);
    case 'integer': {
      const unit = setting.multipleOf ?? 1;
      return fc.integer({ min: setting.min / unit, max: setting.max / unit }).map((n) => n * unit);
    }
    case 'number':
      return fc.double({ min: setting.min, max: setting.max, noNaN: true });
  }
}

const someSettings = fc
  .subarray(settings as readonly Setting[] as Setting[])
  .chain((chosen) => fc.tuple(...chosen.map((setting) => validValue(setting).map((v) => [setting.key, v] as const))))
  .map((entries) => Object.fromEntries(entries) as ExperimentInput);

test('every default lies within its own limits', () => {
  for (const setting of settings) expect(checkSetting(setting, setting.default)).toBe(setting.default);
});

test('keys are unique and helps are one sentence', () => {
  expect(new Set(settings.map((setting) => setting.key)).size).toBe(settings.length);
  for (const setting of settings) expect(setting.help, setting.key).toMatch(/[^.]\.$/);
});

test('a refused value is reported with its path, what was expected, and what was received', () => {
  expect(() => resolveExperiment({ 'dispersive.weight': -1 })).toThrow(
    'dispersive.weight: expected 0 to 2, received -1',
  );
  expect(() => resolveExperiment({ 'training.batchSize': 2.5 })).toThrow(
    'training.batchSize: expected a whole number from 2 to 4096, received 2.5',
  );
  expect(() => resolveExperiment({ 'policy.timeEmbeddingSize': 15 })).toThrow(
    'policy.timeEmbeddingSize: expected a multiple of 2 from 4 to 128, received 15',
  );
  expect(() => resolveExperiment({ bogus: 1 })).toThrow('bogus: expected a known setting, received 1');
});

test('what was said wins over the scene, and the scene over the schema', () => {
  const scene = { seed: 5, 'policy.actionHorizon': 8 };
  const experiment = resolveExperiment({ seed: 9 }, scene);
  expect(experiment.seed).toBe(9);
  expect(experiment['policy.actionHorizon']).toBe(8);
  expect(differingSettings(experiment, resolveExperiment({}, scene))).toEqual(['seed']);
});

test('an experiment resolved from a resolved experiment is the same', () => {
  fc.assert(
    fc.property(someSettings, (input) => {
      const experiment = resolveExperiment(input);
      expect(resolveExperiment({ ...experiment })).toEqual(experiment);
      expect(resolveExperiment(JSON.parse(JSON.stringify(experiment)))).toEqual(
        JSON.parse(JSON.stringify(experiment)), // JSON has no −0
      );
    }),
    { seed: 1 },
  );
});

test('a value written as text is read back as the same value', () => {
  fc.assert(
    fc.property(someSettings, (input) => {
      for (const [key, value] of Object.entries(input)) expect(parseSetting(key, String(value)) === value).toBe(true);
    }),
    { seed: 2 },
  );
});

test('no text makes reading throw anything but a SettingError, nor lets a value outside the limits through', () => {
  const key = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'toString', ...settings.map((s) => s.key)));
  const text = fc.oneof(fc.string(), fc.constantFrom('NaN', 'Infinity', '-0', '1e999', ' ', '0x10', '1_000', 'null'));
  fc.assert(
    fc.property(fc.array(fc.tuple(key, text)), (texts) => {
      const { values, problems } = parseSettings(texts);
      for (const problem of problems) expect(problem).toBeInstanceOf(SettingError);
      expect(() => resolveExperiment(values)).not.toThrow();
    }),
    { seed: 3, numRuns: 500 },
  );
});

test('a bad field does not take the good ones down with it', () => {
  const { values, problems } = parseSettings([
    ['dispersive.weight', '-1'],
    ['seed', '7'],
    ['nonsense', 'x'],
  ]);
  expect(values).toEqual({ seed: 7 });
  expect(problems.map((problem) => problem.key)).toEqual(['dispersive.weight', 'nonsense']);
});
