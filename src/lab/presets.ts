/** @file Lessons to start from: each is a scene, a few settings, and what there is to see. */
import type { SettingValues } from '../core/experiment/settings.ts';

export interface Preset {
  readonly id: string;
  readonly title: string;
  /** What a newcomer learns, in one sentence */
  readonly teaches: string;
  /** Where to look while it trains */
  readonly watch: string;
  readonly scene: string;
  /** What differs from the scene's own settings */
  readonly settings: Partial<SettingValues>;
}

/** A smaller network and a short schedule, looked at often: minutes on two cores. */
const small = {
  'policy.hiddenSize': 128,
  'training.steps': 1500,
  'training.logInterval': 25,
  'representation.interval': 100,
  'evaluation.interval': 250,
} satisfies Partial<SettingValues>;

export const presets: readonly Preset[] = [
  {
    id: 'quick',
    title: 'A quick look',
    teaches: 'A small policy learns to lift a cube, and one step soon does what 32 steps do.',
    watch: 'Success: the two lines rise together, long before the loss is flat.',
    scene: 'lift',
    settings: small,
  },
  {
    id: 'healthy',
    title: 'Healthy',
    teaches: 'Lift as it is shipped: how a whole run with dispersion looks when all goes well.',
    watch: 'Velocity loss falls, the embedding spreads out, and both success lines reach the top.',
    scene: 'lift',
    settings: {},
  },
];

export function findPreset(id: string): Preset | undefined {
  return presets.find((preset) => preset.id === id);
}
