/** @file Lessons to start from: each is a scene, a few settings, and what there is to see. */
import type { SettingKey, SettingValues } from '../core/experiment/settings.ts';

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
  /** What the second of two runs sets otherwise: choosing the preset opens both side by side */
  readonly rival?: Partial<SettingValues>;
  /** A grid over these settings: choosing the preset opens the sweep form with it */
  readonly sweep?: PresetSweep;
}

export interface PresetSweep {
  /** Values to combine, by setting; every combination is a run */
  readonly grid: Readonly<Partial<Record<SettingKey, readonly (number | string)[]>>>;
  /** Denoising steps K that each run is evaluated with at its end */
  readonly stepCounts: readonly number[];
  /** Episodes of each evaluation */
  readonly episodes: number;
  /** The scene's shipped policy is evaluated as it is: nothing is trained, and the grid is empty */
  readonly policy?: 'shipped';
}

/** A smaller network and a short schedule, looked at often: minutes on two cores. */
const small = {
  'policy.hiddenSize': 128,
  'training.steps': 1500,
  'training.logInterval': 25,
  'representation.interval': 100,
  'evaluation.interval': 250,
} satisfies Partial<SettingValues>;

/** A narrow encoder and a strong pull towards zero: what the loss does not hold apart draws together. */
const pulled = {
  ...small,
  'policy.conditionHiddenSize': 4,
  'optimizer.learningRate': 0.01,
  'optimizer.weightDecay': 1,
} as const;

/*
 * What the stories say was measured with `pretrain` and `evaluate`, seed 0, wasm. Collapsed: effective rank 1.8, mean
 * distance 0.6, success with 1 step 12 of 20; rescued: 3.6, 13.6, 13 of 20. Two ways, mode average and never learned to
 * leap: 97, 89 and 48 of 100 with 1 step, 100 of 100 each with 32.
 */
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
  {
    id: 'collapsed',
    title: 'Collapsed',
    teaches:
      'Without dispersion, a squeezed encoder draws all observations together: the network can hardly tell them apart.',
    watch: 'Representation: the distance falls below 1 and the effective rank stays below 2.',
    scene: 'lift',
    settings: { ...pulled, 'dispersive.kind': 'none' },
  },
  {
    id: 'rescued',
    title: 'Rescued',
    teaches:
      'The same squeezed network with the dispersive loss: it is pushed apart again. On a task as easy as this, success hardly changes; spread and success are two things.',
    watch:
      'Representation: a distance above 10 and an effective rank above 3. Then compare it with “Collapsed” under Runs.',
    scene: 'lift',
    settings: pulled,
  },
  {
    id: 'two-ways',
    title: 'Two ways round',
    teaches:
      'A puck passes a pillar left or right, both equally good. One step must pick a side for each noise, never the middle.',
    watch: 'One step: while the puck stands before the pillar, nearly every noise is carried to one of the two ways.',
    scene: 'detour',
    settings: { 'evaluation.interval': 250 },
  },
  {
    id: 'mode-average',
    title: 'Mode average',
    teaches:
      'Only 3 in 100 samples practise the leap: before the pillar one step lands on the mean of both ways, which is none of them. 32 small steps keep to the ways.',
    watch:
      'One step, “Hold a start”: all single steps land between the two ways. About one episode in ten ends at the pillar.',
    scene: 'detour',
    settings: { 'evaluation.interval': 250, 'objective.equalTimesShare': 0.97 },
  },
  {
    id: 'no-leap',
    title: 'Never learned to leap',
    teaches:
      'Trained on the instantaneous velocity alone, the policy was never asked where one step leads: it lands between the ways or beyond them.',
    watch: 'Success: 32 steps get past nearly every time, 1 step about every second time.',
    scene: 'detour',
    settings: { 'evaluation.interval': 250, 'objective.equalTimesShare': 1 },
  },
  {
    id: 'hopper',
    title: 'A leg that hops',
    teaches: 'A one-legged robot: a single wrong action is a fall, and what counts is the return of an episode.',
    watch: 'Success becomes return: 1 step beside 32, each with its interval.',
    scene: 'hopper',
    settings: small,
  },
];

export function findPreset(id: string): Preset | undefined {
  return presets.find((preset) => preset.id === id);
}
