/** @file What two configurations differ in, in words. */
import type { Experiment } from '../../core/experiment/experiment.ts';
import { findSetting, type SettingKey } from '../../core/experiment/settings.ts';

/** `Weight α`: as the form calls it */
export const labelOf = (key: SettingKey): string => findSetting(key)!.label;

/** `Weight α: 0 → 0.5` for each setting in which they differ. */
export function sayDifferences(keys: readonly SettingKey[], a: Experiment, b: Experiment): string[] {
  return keys.map((key) => `${labelOf(key)}: ${a[key]} → ${b[key]}`);
}

/** What sets one side apart: `Weight α 0, Seed 3`; empty where nothing does. */
export function sayOwn(keys: readonly SettingKey[], own: Experiment): string {
  return keys.map((key) => `${labelOf(key)} ${own[key]}`).join(', ');
}
