import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseArguments } from '../../cli/arguments.ts';
import { readAssignments } from '../../cli/commands/pretrain.ts';
import { experimentOf } from '../../cli/pretrainRun.ts';
import { type NumberSetting, type Setting, type SettingKey, settings } from '../core/experiment/settings.ts';
import type { SceneFacts } from '../core/scenes/scene.ts';
import { commandLineOf } from './commandLine.ts';
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
  return { id, demonstrations: [demonstrations], settings: values } as unknown as SceneFacts;
});

test('the command line asks for exactly the experiment of the form', () => {
  const numbers = (settings as readonly Setting[]).filter(
    (setting): setting is NumberSetting => setting.kind === 'number',
  );
  const some = fc
    .subarray(numbers)
    .chain((chosen) =>
      fc.tuple(
        ...chosen.map(({ key, min, max }) =>
          fc.double({ min, max, noNaN: true }).map((value) => [key as SettingKey, String(value + 0)] as const),
        ),
      ),
    );
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
