/** @file What a preset that is named in the address stands for. */

import { type SettingKey, settings } from '../core/experiment/settings.ts';
import { isFinetuning } from '../core/experiment/stage.ts';
import type { View } from './displayAddress.ts';
import { findPreset, type Preset } from './presets.ts';

type Texts = Partial<Record<SettingKey, string>>;

export interface PresetFilling {
  readonly texts: Texts;
  readonly rival: Texts;
  /** The view that the preset opens; null where any will do */
  readonly view: View | null;
}

const nothing: PresetFilling = { texts: {}, rival: {}, view: null };

/** The view that a preset is made for; null where any will do. */
export function viewOfPreset(preset: Preset | undefined): View | null {
  if (preset?.rival) return 'pair';
  if (preset?.sweep) return 'sweep';
  return preset?.settings.stage && isFinetuning({ stage: preset.settings.stage }) ? 'finetune' : null;
}

/** Settings as a form holds them. */
export function textsOfValues(values: Readonly<Partial<Record<SettingKey, number | string>>>): Texts {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]));
}

/**
 * A preset that stands alone in the address is meant to be applied; beside any setting of its own it only says what
 * the page was started from, and the settings are taken as they are.
 *
 * @param texts the settings that the address says by itself
 */
export function fillFromPreset(id: string | null, texts: Texts): PresetFilling {
  const preset = id === null ? undefined : findPreset(id);
  if (!preset) return nothing;
  const scene = preset.scene === settings[0].default ? {} : { scene: preset.scene };
  const isTakenAsIs = Object.keys(preset.settings).some((key) => texts[key as SettingKey] !== undefined);
  if (isTakenAsIs) return { ...nothing, texts: scene };
  return {
    texts: { ...scene, ...textsOfValues(preset.settings) },
    rival: textsOfValues(preset.rival ?? {}),
    view: viewOfPreset(preset),
  };
}
