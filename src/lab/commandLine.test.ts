import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseArguments } from '../../cli/arguments.ts';
import { readAssignments } from '../../cli/commands/pretrain.ts';
import { experimentOf } from '../../cli/experiments.ts';
import { resolveExperiment } from '../core/experiment/experiment.ts';
import { type NumberSetting, type Setting, type SettingKey, settings } from '../core/experiment/settings.ts';
import { finetuneGroups, isReadByStage2 } from '../core/experiment/stage.ts';
import type { SceneFacts } from '../core/scenes/scene.ts';
import { commandLineOf, finetuneCommandLineOf } from './commandLine.ts';
import { readDraft } from './draft.ts';
import { findPreset, presets } from './presets.ts';

/** As the `pretrain` command reads its words. */
function parse(line: string) {
  const [npm, run, lab, dashes, pretrain, ...words] = line.split(' ');
  expect([npm, run, lab, dashes, pretrain]).toEqual(['npm', 'run', 'lab', '--', 'pretrain']);
  const given = parseArguments(words, ['scene'], { values: ['out', 'steps', 'seed'], repeated: ['set'] });
  return {
    out: given.text('out'),
    experiment: experimentOf({
      scene: given.positionals[0],
      ...readAssignments(given.all('set')),
      ...(given.has('steps') && { 'training.steps': given.integer('steps') }),
      ...(given.has('seed') && { seed: given.integer('seed') }),
    }),
  };
}

const scenes = ['lift', 'hopper', 'detour'].map((id) => {
  const { demonstrations, ...values } = experimentOf({ scene: id });
  return {
    id,
    demonstrations: [demonstrations],
    settings: values,
    starts: [{ id: 'medium' }],
  } as unknown as SceneFacts;
});

/** Texts of some of the numbers that a stage reads */
function someNumbers(isRead: (setting: Setting) => boolean) {
  const numbers = (settings as readonly Setting[]).filter(
    (setting): setting is NumberSetting => setting.kind === 'number' && isRead(setting),
  );
  return fc
    .subarray(numbers)
    .chain((chosen) =>
      fc.tuple(
        ...chosen.map(({ key, min, max }) =>
          fc.double({ min, max, noNaN: true }).map((value) => [key as SettingKey, String(value + 0)] as const),
        ),
      ),
    );
}

test('the command line asks for exactly the experiment of the form', () => {
  const some = someNumbers(({ group }) => !finetuneGroups.includes(group));
  fc.assert(
    fc.property(some, fc.nat(2 ** 31 - 1), fc.constantFrom('lift', 'hopper'), (entries, seed, scene) => {
      const draft = readDraft({ ...Object.fromEntries(entries), seed: String(seed), scene }, scenes);
      const { experiment, out } = parse(commandLineOf(draft));
      expect(experiment).toEqual(draft.experiment);
      expect(out).toBe(`runs/${scene}-${seed}`);
    }),
    { seed: 4, numRuns: 50 },
  );
});

test('the command of stage 2 says what the form does, and begins where stage 1’s command ends or at a shipped policy', () => {
  const some = someNumbers(({ key }) => isReadByStage2(key as SettingKey));
  fc.assert(
    fc.property(
      some,
      fc.integer({ min: 100, max: 1e9 }),
      fc.constantFrom('run', 'medium'),
      (entries, envSteps, start) => {
        const texts = { ...Object.fromEntries(entries), scene: 'hopper', seed: '7', 'policy.hiddenSize': '32' };
        const draft = readDraft({ ...texts, 'finetune.envSteps': String(envSteps), 'finetune.start': start }, scenes);
        const [npm, run, lab, dashes, finetune, ...words] = finetuneCommandLineOf(draft).split(' ');
        expect([npm, run, lab, dashes, finetune]).toEqual(['npm', 'run', 'lab', '--', 'finetune']);
        const given = parseArguments(words, ['run'], { values: ['out', 'env-steps', 'seed'], repeated: ['set'] });
        expect(given.positionals).toEqual([start === 'run' ? 'runs/hopper-7' : 'hopper-medium']);
        const said = readAssignments(given.all('set'));
        // The network is the stage 1 policy's.
        expect(Object.keys(said).every((key) => isReadByStage2(key as SettingKey))).toBe(true);
        const numbers = { 'finetune.envSteps': given.has('env-steps') ? given.integer('env-steps') : 500_000, seed: 7 };
        const experiment = resolveExperiment({ ...said, ...numbers });
        for (const [key] of entries) expect(experiment[key], key).toBe(draft.experiment[key]);
        expect(experiment['finetune.envSteps']).toBe(envSteps);
      },
    ),
    { seed: 5, numRuns: 50 },
  );
});

test('every preset is a valid experiment, says only what differs from its scene, and has a name of its own', () => {
  expect(new Set(presets.map(({ id }) => id)).size).toBe(presets.length);
  for (const { id, scene, settings: own } of presets) {
    const plain = experimentOf({ scene });
    const experiment = experimentOf({ scene, ...own });
    const differing = Object.keys(own).filter((key) => experiment[key as SettingKey] !== plain[key as SettingKey]);
    expect(differing, id).toEqual(Object.keys(own));
    expect(findPreset(id)?.scene).toBe(scene);
  }
});
