import { expect, test } from 'vitest';
import type { SceneFacts } from '../core/scenes/scene.ts';
import { draftDifferences, readDraft } from './draft.ts';
import { presets } from './presets.ts';

const scenes = [
  { id: 'lift', demonstrations: ['expert'], settings: {} },
  { id: 'hopper', demonstrations: ['medium', 'expert'], settings: { 'policy.actionHorizon': 8 } },
] as unknown as SceneFacts[];

test('a bad text is a problem, and everything else stays as typed', () => {
  const draft = readDraft({ 'dispersive.weight': 'lots', seed: '4' }, scenes);
  expect(draft.problems).toEqual({ 'dispersive.weight': 'dispersive.weight: expected 0 to 2, received lots' });
  expect(draft.experiment.seed).toBe(4);
  expect(draft.experiment['dispersive.weight']).toBe(draft.defaults['dispersive.weight']);
});

test('a scene brings its own defaults, which do not count as changes', () => {
  const draft = readDraft({ scene: 'hopper', 'policy.actionHorizon': '8' }, scenes);
  expect(draft.experiment.demonstrations).toBe('medium');
  expect(draftDifferences(draft)).toEqual({ scene: 'hopper' });
});

test('a scene and a demonstration set that the lab does not have are named with those it has', () => {
  expect(readDraft({ scene: 'mars' }, scenes).problems.scene).toBe(
    'scene: expected one of lift, hopper, received mars',
  );
  expect(readDraft({ demonstrations: 'medium' }, scenes).problems.demonstrations).toBe(
    'demonstrations: expected one of expert, received medium',
  );
});

test('a scene without demonstrations asks for some of one’s own, until there are', () => {
  const ant = { id: 'ant-v4', title: 'Ant v4', demonstrations: [], settings: {} } as unknown as SceneFacts;
  expect(readDraft({ scene: 'ant-v4' }, [...scenes, ant]).problems).toEqual({
    demonstrations: 'demonstrations: expected your own, since none come with Ant v4',
  });
  const draft = readDraft({ scene: 'ant-v4' }, [...scenes, { ...ant, demonstrations: ['own-runs'] }]);
  expect(draft.problems).toEqual({});
  expect(draft.experiment.demonstrations).toBe('own-runs');
});

test('names are not judged before the scenes are known', () => {
  const draft = readDraft({ scene: 'hopper', demonstrations: 'expert' }, []);
  expect(draft.problems).toEqual({});
  expect(draft.experiment.scene).toBe('hopper');
});

test('what differs from the preset is marked, and the address still holds what differs from the defaults', () => {
  const [preset] = presets;
  const [[key, value]] = Object.entries(preset.settings);
  const texts = Object.fromEntries(Object.entries(preset.settings).map(([key, value]) => [key, String(value)]));
  expect(readDraft(texts, scenes, preset.id).changed).toEqual([]);
  const draft = readDraft({ ...texts, seed: '9' }, scenes, preset.id);
  expect(draft.changed).toEqual(['seed']);
  expect(draftDifferences(draft)).toMatchObject({ seed: 9, [key]: value });
});
