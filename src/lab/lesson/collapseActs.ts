/** @file The two trainings of the lesson on collapse, and which of a run's settings are the lesson's own. */
import { differingSettings, type Experiment } from '../../core/experiment/experiment.ts';
import { findSetting, type SettingKey } from '../../core/experiment/settings.ts';
import type { DraftTexts } from '../draft.ts';
import { findPreset } from '../presets.ts';

/** First the collapsed run beside the rescued one; then the collapsed one beside a control without a dispersive loss. */
export type ActName = 'rescue' | 'control';

/** What A is in both */
export const collapsedPreset = 'collapsed';
const rescuedPreset = 'rescued';

/** What B sets otherwise than A. */
export function changesOf(act: ActName): DraftTexts {
  return act === 'rescue' ? rescue() : control;
}

/** No loss pushes anything apart here: every embedding is only brought to the same length. */
const control: DraftTexts = { 'policy.conditionNormalization': 'layer' };

/** The settings in which the two presets differ, as the second has them. */
function rescue(): DraftTexts {
  const collapsed = findPreset(collapsedPreset)!.settings;
  const rescued = findPreset(rescuedPreset)!.settings;
  const keys = [...new Set([...Object.keys(collapsed), ...Object.keys(rescued)])] as SettingKey[];
  return Object.fromEntries(
    keys
      .filter((key) => collapsed[key] !== rescued[key])
      .map((key) => [key, String(rescued[key] ?? findSetting(key)!.default)]),
  );
}

const overridable = ['training.', 'evaluation.', 'representation.', 'policy.hiddenSize', 'seed'];

/** What a link to the lesson may set itself: how long and how large the runs are, never what they are about. */
export function overridesIn<Said extends object>(said: Said): Partial<Said> {
  const allowed = Object.entries(said).filter(([key]) => overridable.some((part) => key.startsWith(part)));
  return Object.fromEntries(allowed) as Partial<Said>;
}

/** Whether a run is the one that an act wants, however it came to the page. */
export function isSame(run: Experiment | undefined, wanted: Experiment): boolean {
  return run !== undefined && differingSettings(run, wanted).length === 0;
}
