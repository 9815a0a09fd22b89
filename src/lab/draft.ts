/**
 * @file The draft: what the form holds. Texts are kept as they were typed, bad ones too, so that nothing a person
 * wrote is lost; values, problems and the next run's experiment are derived from them.
 */
import {
  differingSettings,
  type Experiment,
  parseSettings,
  resolveExperiment,
  settingsOfScene,
} from '../core/experiment/experiment.ts';
import { type NameSetting, type SettingKey, settings } from '../core/experiment/settings.ts';
import { ownStart } from '../core/experiment/stage.ts';
import type { SceneFacts } from '../core/scenes/scene.ts';
import { findPreset } from './presets.ts';

/** Texts by setting, only where they were set. */
export type DraftTexts = Readonly<Partial<Record<SettingKey, string>>>;

export interface Draft {
  /** The chosen scene's defaults: what an empty form stands for. */
  readonly defaults: Experiment;
  /** What the form is compared with: the defaults, with the preset's settings where one was chosen. */
  readonly base: Experiment;
  /** Defaults with every valid text applied. */
  readonly experiment: Experiment;
  /** Settings that differ from the base */
  readonly changed: readonly SettingKey[];
  /** Settings that differ from the defaults, the scene from the schema's: what the address holds */
  readonly differing: readonly SettingKey[];
  /** One message for each text that is not a value of its setting, and where a scene has no demonstrations at all */
  readonly problems: Readonly<Partial<Record<SettingKey, string>>>;
}

/**
 * @param scenes the lab's scenes; empty while they are not known, and names are then taken as they are
 * @param presetId the preset that the form was filled from, if any
 */
export function readDraft(texts: DraftTexts, scenes: readonly SceneFacts[], presetId: string | null = null): Draft {
  const { values, problems } = parseSettings(Object.entries(texts));
  const messages: Partial<Record<SettingKey, string>> = {};
  for (const problem of problems) messages[problem.key as SettingKey] = problem.message;

  const [scene] = settings;
  const sceneId = String(values.scene ?? scene.default);
  for (const setting of settings) {
    if (setting.kind !== 'name' || scenes.length === 0 || values[setting.key] === undefined) continue;
    const names = namesFor(setting, scenes, sceneId);
    if (names.includes(String(values[setting.key]))) continue;
    messages[setting.key] = `${setting.key}: expected one of ${names.join(', ')}, received ${values[setting.key]}`;
    delete values[setting.key];
  }

  const facts = scenes.find((candidate) => candidate.id === (values.scene ?? scene.default));
  if (facts?.demonstrations.length === 0) {
    messages.demonstrations = `demonstrations: expected your own, since none come with ${facts.title}`;
  }
  const sceneSettings = facts ? settingsOfScene(facts) : {};
  const chosenScene = { scene: values.scene ?? scene.default };
  const defaults = resolveExperiment(chosenScene, sceneSettings);
  const experiment = resolveExperiment(values, sceneSettings);
  const preset = presetId === null ? undefined : findPreset(presetId);
  const base = preset?.scene === experiment.scene ? { ...defaults, ...preset.settings } : defaults;
  return {
    defaults,
    base,
    experiment,
    changed: differingSettings(experiment, base),
    differing: differingSettings(experiment, { ...defaults, scene: scene.default }),
    problems: messages,
  };
}

/** The names that a name setting may take. */
export function namesFor(setting: NameSetting, scenes: readonly SceneFacts[], sceneId: string): readonly string[] {
  switch (setting.names) {
    case 'scenes':
      return scenes.map((scene) => scene.id);
    case 'demonstrations':
      return scenes.find((scene) => scene.id === sceneId)?.demonstrations ?? [];
    case 'starts':
      return [ownStart, ...(scenes.find((scene) => scene.id === sceneId)?.starts ?? []).map(({ id }) => id)];
  }
}

/** The draft's valid differences from the defaults: what the address bar holds. */
export function draftDifferences(draft: Draft): Partial<Record<SettingKey, number | string>> {
  return Object.fromEntries(draft.differing.map((key) => [key, draft.experiment[key]]));
}
