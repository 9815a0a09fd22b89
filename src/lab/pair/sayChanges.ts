/** @file What makes the second of two runs another one, in a few words, for its name. */
import type { Experiment } from '../../core/experiment/experiment.ts';
import { findSetting, type SettingKey } from '../../core/experiment/settings.ts';

/** `Dispersive weight 0.5`, `Seed 3 and 2 more`; empty where nothing differs */
export function sayChanges(experiment: Experiment, keys: readonly SettingKey[]): string {
  const [first, ...others] = keys;
  if (first === undefined) return '';
  const said = `${findSetting(first)!.label} ${experiment[first]}`;
  return others.length === 0 ? said : `${said} and ${others.length} more`;
}
