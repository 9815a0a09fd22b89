/** @file An experiment: every setting with its value, validated once, plain JSON from then on. */
import {
  findSetting,
  type NumberSetting,
  type Setting,
  type SettingKey,
  type SettingValues,
  settings,
} from './settings.ts';

/** A complete, valid experiment. */
export type Experiment = Readonly<SettingValues>;

/** What a person or a file may say: some settings, unchecked. */
export type ExperimentInput = Readonly<Record<string, unknown>>;

/** A setting's value was refused; the message begins with its path. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
  constructor(
    readonly key: string,
    expected: string,
    received: unknown,
  ) {
    const isScalar = typeof received === 'string' || typeof received === 'number';
    super(
      `${key}: expected ${expected}, received ${isScalar ? (received === '' ? 'nothing' : received) : JSON.stringify(received)}`,
    );
  }
}

/**
 * Completes and checks an experiment: the schema's defaults, below the scene's, below what was said.
 *
 * @param input what was said, by dotted key
 * @param sceneSettings what the scene sets differently
 * @throws SettingError naming the first setting that is unknown or out of its limits
 */
export function resolveExperiment(input: ExperimentInput, sceneSettings: Partial<SettingValues> = {}): Experiment {
  const unknown = Object.keys(input).find((key) => !findSetting(key));
  if (unknown !== undefined) throw new SettingError(unknown, 'a known setting', input[unknown]);
  const entries = settings.map((setting) => {
    const value = input[setting.key] ?? sceneSettings[setting.key] ?? setting.default;
    return [setting.key, checkSetting(setting, value)];
  });
  return Object.fromEntries(entries) as Experiment;
}

/** What an experiment must know of a scene: the part of its facts that is about settings. */
export interface SceneDefaults {
  readonly demonstrations: readonly string[];
  readonly settings: Partial<SettingValues>;
}

/** The settings that a scene sets differently from the schema, its first demonstration set among them. */
export function settingsOfScene(scene: SceneDefaults): Partial<SettingValues> {
  const [demonstrations] = scene.demonstrations;
  return { ...(demonstrations === undefined ? {} : { demonstrations }), ...scene.settings };
}

/**
 * @returns the value, when it is one that the setting takes
 * @throws SettingError otherwise
 */
export function checkSetting(setting: Setting, value: unknown): number | string {
  switch (setting.kind) {
    case 'choice':
      if (typeof value === 'string' && setting.choices.includes(value)) return value;
      throw new SettingError(setting.key, `one of ${setting.choices.join(', ')}`, value);
    case 'name':
      if (typeof value === 'string' && /^[a-z0-9][a-z0-9_-]{0,63}$/.test(value)) return value;
      throw new SettingError(setting.key, 'a name of lower-case letters, digits, - and _', value);
    case 'number':
    case 'integer':
      if (typeof value === 'number' && fitsLimits(setting, value)) return value;
      throw new SettingError(setting.key, describeLimits(setting), value);
  }
}

function fitsLimits(setting: NumberSetting, value: number): boolean {
  if (!(value >= setting.min && value <= setting.max)) return false;
  if (setting.kind === 'integer' && !Number.isInteger(value)) return false;
  return setting.multipleOf === undefined || value % setting.multipleOf === 0;
}

/** What a setting takes, in words: `a whole number from 2 to 4096`. */
export function describeLimits(setting: NumberSetting): string {
  const noun = setting.multipleOf ? `a multiple of ${setting.multipleOf} from ` : 'a whole number from ';
  return `${setting.kind === 'integer' ? noun : ''}${setting.min} to ${setting.max}`;
}

/**
 * Reads a setting from text, as a command line or an address bar has it.
 * @throws SettingError where the key is unknown or the text is not a value of it
 */
export function parseSetting(key: string, text: string): number | string {
  const setting = findSetting(key);
  if (!setting) throw new SettingError(key, 'a known setting', text);
  const isNumeric = setting.kind === 'number' || setting.kind === 'integer';
  // What is no number stays text, so that the message repeats what was typed.
  const isNumber = isNumeric && text.trim() !== '' && !Number.isNaN(Number(text));
  return checkSetting(setting, isNumber ? Number(text) : text);
}

/**
 * Reads many settings from text, field by field: what is valid is kept, what is not is reported and left out.
 * @param texts text by dotted key, as a form or an address bar has it
 */
export function parseSettings(texts: Iterable<readonly [key: string, text: string]>): {
  values: Partial<Record<SettingKey, number | string>>;
  problems: SettingError[];
} {
  const values: Partial<Record<SettingKey, number | string>> = {};
  const problems: SettingError[] = [];
  for (const [key, text] of texts) {
    try {
      values[key as SettingKey] = parseSetting(key, text);
    } catch (error) {
      if (!(error instanceof SettingError)) throw error;
      problems.push(error);
    }
  }
  return { values, problems };
}

/** The settings in which two experiments differ, in the table's order. */
export function differingSettings(a: Experiment, b: Experiment): SettingKey[] {
  return settings.map((setting) => setting.key).filter((key) => a[key] !== b[key]);
}
