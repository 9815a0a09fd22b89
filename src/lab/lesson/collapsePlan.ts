/** @file The lesson on collapse: first the collapsed run beside the rescued one, then beside a control without any dispersive loss. */
import { findSetting, type SettingKey } from '../../core/experiment/settings.ts';
import type { DraftTexts } from '../draft.ts';
import { findPreset } from '../presets.ts';
import type { LessonPlan } from './lessonPlan.ts';

/** What A is in both acts, and B in the first */
const [collapsed, rescued] = ['collapsed', 'rescued'];

export const collapsePlan = {
  steps: [
    { id: 'doors', view: 'lab', act: null, cast: 'both' },
    { id: 'two-runs', view: 'pair', act: 'rescue' },
    { id: 'rank', view: 'pair', act: 'rescue' },
    { id: 'picture', view: 'pair', act: 'rescue' },
    { id: 'success', view: 'pair', act: 'rescue' },
    { id: 'information', view: 'pair', act: 'rescue' },
    { id: 'control', view: 'pair', act: 'control' },
    { id: 'your-turn', view: 'pair', act: null },
  ],
  acts: {
    rescue: { preset: collapsed, settings: {}, changes: whatDiffers(collapsed, rescued) },
    // No loss pushes anything apart here: every embedding is only brought to the same length.
    control: { preset: collapsed, settings: {}, changes: { 'policy.conditionNormalization': 'layer' } },
  },
  overridable: ['training.', 'evaluation.', 'representation.', 'policy.hiddenSize', 'seed'],
  recorded: {
    path: 'examples/dials-alpha.sweep.json',
    runs: { rescue: { a: { 'dispersive.weight': 0, seed: 0 }, b: { 'dispersive.weight': 0.5, seed: 0 } } },
  },
} as const satisfies LessonPlan;

/** The settings in which two presets differ, as the second has them. */
function whatDiffers(first: string, second: string): DraftTexts {
  const [a, b] = [first, second].map((id) => findPreset(id)!.settings);
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])] as SettingKey[];
  return Object.fromEntries(
    keys.filter((key) => a[key] !== b[key]).map((key) => [key, String(b[key] ?? findSetting(key)!.default)]),
  );
}
