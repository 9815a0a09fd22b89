/** @file Lessons to start from: each is a scene, a few settings, and what there is to see. */
import type { SettingKey, SettingValues } from '../core/experiment/settings.ts';

/** What the cards are about, in the order they are shown. */
export const presetGroups = [
  'First looks',
  'More robots',
  'Representation collapse',
  'What one step learns',
  'Beyond the demonstrations',
  'Experiments',
] as const;

export interface Preset {
  readonly id: string;
  readonly group: (typeof presetGroups)[number];
  readonly title: string;
  /** What a newcomer learns, in one sentence */
  readonly teaches: string;
  /** Where to look while it trains */
  readonly watch: string;
  readonly scene: string;
  /** What differs from the scene's own settings; where they are of stage 2, choosing the preset opens its view */
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

/** Strong weight decay, which draws every weight towards zero in each step: what no gradient holds apart draws together. */
const pulled = { 'optimizer.weightDecay': 1, 'optimizer.learningRate': 0.005 } as const;

/** PPO on the shipped policy that never learned to leap */
const noLeap = { stage: 'finetune', 'finetune.start': 'no-leap' } as const;

const blind = { ...pulled, 'dispersive.kind': 'none' } as const;

/*
 * What the stories say was measured with `sweep docs/sweeps/dials-*.json` (three seeds, 100 episodes each: docs/method.md,
 * “Dials”) and, for Detour, with `pretrain` and `evaluate`, seed 0, wasm: two ways, mode average and
 * never learned to leap: 95, 98 and 36 of 100 with 1 step (97, 89 and 48 in an earlier run), 99 or 100 of 100 with 32.
 */
export const presets: readonly Preset[] = [
  {
    id: 'quick',
    group: 'First looks',
    title: 'A quick look',
    teaches: 'A small policy learns to lift a cube, and one step soon does what 32 steps do.',
    watch: 'Success: the two lines rise together, long before the loss is flat.',
    scene: 'lift',
    settings: small,
  },
  {
    id: 'healthy',
    group: 'Representation collapse',
    title: 'Healthy',
    teaches:
      'Two dials are all the policy sees, and they name the doors. Its embedding lays the readings out as a plane, and it finds the doors.',
    watch: 'Representation: the map, coloured by a dial, is in order. Success: 32 steps near the top, 1 step below.',
    scene: 'dials',
    settings: {},
  },
  {
    id: 'collapsed',
    group: 'Representation collapse',
    title: 'Collapsed',
    teaches:
      'Strong weight decay and no dispersion: all readings are drawn to one point. The policy is blind, with 1 step and with 32.',
    watch: 'Representation: distance and norm fall towards 0. Success: about 1 in 6 whatever the steps, as by chance.',
    scene: 'dials',
    settings: blind,
  },
  {
    id: 'rescued',
    group: 'Representation collapse',
    title: 'Rescued',
    teaches: 'The same weight decay with the dispersive loss: it pushes back in every step, and the policy sees again.',
    watch: 'Representation: distance and norm hold against the decay. Success: 1 step and 32 leave chance behind.',
    scene: 'dials',
    settings: pulled,
  },
  {
    id: 'collapse-pair',
    group: 'Representation collapse',
    title: 'Collapsed beside rescued',
    teaches: 'Both at once, from the same weights, data and noise: α is all that differs.',
    watch: 'The two maps in one colour code, then distance, norm and effective rank; success last.',
    scene: 'dials',
    settings: blind,
    rival: { 'dispersive.kind': 'infonce_l2' },
  },
  {
    id: 'scale-control',
    group: 'Representation collapse',
    title: 'Is it only scale?',
    teaches:
      'Dispersion makes embeddings long. Does a plain factor of 50 do as well? Not under this decay: it undoes a factor, and the loss keeps pushing.',
    watch: 'Success of both, then the norm: what is merely multiplied is drawn to zero again.',
    scene: 'dials',
    settings: pulled,
    rival: { 'dispersive.kind': 'none', 'policy.conditionScale': 50 },
  },
  {
    id: 'norm-control',
    group: 'Representation collapse',
    title: 'Is it only the norm?',
    teaches:
      'LayerNorm gives every embedding the same length, without any loss. Under the decay it does not help either.',
    watch: 'The norm of B stands still by construction; its distance and its success tell.',
    scene: 'dials',
    settings: pulled,
    rival: { 'dispersive.kind': 'none', 'policy.conditionNormalization': 'layer' },
  },
  {
    id: 'two-ways',
    group: 'What one step learns',
    title: 'Two ways round',
    teaches:
      'A puck passes a pillar left or right, both equally good. One step must pick a side for each noise, never the middle.',
    watch: 'One step: while the puck stands before the pillar, nearly every noise is carried to one of the two ways.',
    scene: 'detour',
    settings: { 'evaluation.interval': 250 },
  },
  {
    id: 'mode-average',
    group: 'What one step learns',
    title: 'Mode average',
    teaches:
      'Only 3 in 100 samples practise the leap: before the pillar one step lands on the mean of both ways, which is none of them. 32 small steps keep to the ways.',
    watch:
      'One step, “Hold a start”: all single steps land between the two ways. A few episodes in a hundred end at the pillar.',
    scene: 'detour',
    settings: { 'evaluation.interval': 250, 'objective.equalTimesShare': 0.97 },
  },
  {
    id: 'no-leap',
    group: 'What one step learns',
    title: 'Never learned to leap',
    teaches:
      'Trained on the instantaneous velocity alone, the policy was never asked where one step leads: it lands between the ways or beyond them.',
    watch: 'Success: 32 steps get past nearly every time, 1 step in a third to a half of the episodes.',
    scene: 'detour',
    settings: { 'evaluation.interval': 250, 'objective.equalTimesShare': 1 },
  },
  {
    id: 'hopper',
    group: 'First looks',
    title: 'A leg that hops',
    teaches: 'A one-legged robot: a single wrong action is a fall, and what counts is the return of an episode.',
    watch: 'Success becomes return: 1 step beside 32, each with its interval.',
    scene: 'hopper',
    settings: small,
  },
  {
    id: 'walker',
    group: 'More robots',
    title: 'Two legs that walk',
    teaches: 'Two legs must take turns for a thousand steps: a policy that mixes two moments of a gait stumbles.',
    watch:
      'Return: the lines of 1 step and of 32 steps, each with its interval. The robots: which of the two falls first.',
    scene: 'walker2d',
    settings: {},
  },
  {
    id: 'ant',
    group: 'More robots',
    title: 'Four legs that run',
    teaches: 'Eight motors and a body that is free to turn over: one step has to choose all eight at once.',
    watch: 'Return of 1 step beside 32, then Representation: phases of the gait lie apart.',
    scene: 'ant',
    settings: {},
  },
  {
    id: 'humanoid',
    group: 'More robots',
    title: 'A whole body',
    teaches: 'Seventeen motors and the largest observation here: the hardest balance, and the slowest physics.',
    watch: 'Return of 1 step beside 32: how long each of them stays on its feet.',
    scene: 'humanoid-state',
    settings: {},
  },
  {
    id: 'can',
    group: 'More robots',
    title: 'From bin to bin',
    teaches: 'A long way with a grasp: a chunk that is a little wrong early is a can that is dropped late.',
    watch: 'Success of 1 step beside 32. The robots: whether the grasp or the way costs an episode.',
    scene: 'can',
    settings: {},
  },
  {
    id: 'square',
    group: 'More robots',
    title: 'A nut on a peg',
    teaches: 'The last millimetres decide: what is near enough to lift a cube is not near enough here.',
    watch: 'Success stays low long after the loss is flat; then compare 1 step with 32.',
    scene: 'square',
    settings: {},
  },
  {
    id: 'improve',
    group: 'Beyond the demonstrations',
    title: 'Improve',
    teaches:
      'A policy that never learned to leap gets past the pillar every second time. PPO tries, and keeps what works; the anchor holds it together until it can stand alone.',
    watch: 'Stage 2: success leaves the level of stage 1 behind while the anchor’s weight falls.',
    scene: 'detour',
    settings: noLeap,
  },
  {
    id: 'forget',
    group: 'Beyond the demonstrations',
    title: 'Forget',
    teaches:
      'The same steps without an anchor: what was imitated is unlearned before anything better is found, and where nothing succeeds there is nothing to learn from.',
    watch: 'Stage 2: the distance from the anchor rises at once, success falls to nothing and stays there.',
    scene: 'detour',
    settings: { ...noLeap, 'anchor.schedule': 'none' },
  },
  {
    id: 'held-back',
    group: 'Beyond the demonstrations',
    title: 'Held back',
    teaches: 'An anchor that never lets go keeps the policy near what it was: safe, and hardly better.',
    watch: 'Stage 2: the distance from the anchor stays small, and success near the level of stage 1.',
    scene: 'detour',
    settings: { ...noLeap, 'anchor.schedule': 'constant' },
  },
  {
    id: 'beyond-medium',
    group: 'Beyond the demonstrations',
    title: 'A leg that stops falling',
    teaches:
      'Its demonstrations fall halfway, so does the policy that imitates them. PPO takes one step further than they ever went, and what 32 steps did is lost on the way.',
    watch: 'Stage 2: the return with 1 step crosses the demonstrations’ line, the return with 32 steps falls.',
    scene: 'hopper',
    settings: { stage: 'finetune', 'finetune.start': 'medium', 'finetune.envSteps': 800_000 },
  },
  {
    id: 'alpha-sweep',
    group: 'Experiments',
    title: 'How much dispersion?',
    teaches:
      'The paper’s first advice: the same run at several weights α, three seeds each, judged at 1, 5 and 32 steps.',
    watch: 'The curves over α with their intervals: where they leave chance, and whether more α helps on.',
    scene: 'dials',
    settings: pulled,
    sweep: {
      grid: { 'dispersive.weight': [0, 0.1, 0.5, 0.9], seed: [0, 1, 2] },
      stepCounts: [1, 5, 32],
      episodes: 50,
    },
  },
  {
    id: 'bc-decay',
    group: 'Experiments',
    title: 'When should the anchor let go?',
    teaches:
      'The paper’s third advice: the same fine-tuning with an anchor that lets go at once, soon, late, or never within the run.',
    watch: 'Success over the iteration at which the anchor has let go.',
    scene: 'detour',
    settings: noLeap,
    sweep: {
      grid: { 'anchor.decayEnd': [1, 20, 60, 1000], seed: [0, 1, 2] },
      stepCounts: [1],
      episodes: 20,
    },
  },
  {
    id: 'step-ladder',
    group: 'Experiments',
    title: 'What do more steps cost?',
    teaches: 'The shipped policy with 1, 2, 5, 10 and 32 steps: how long one decision takes, and what it gains.',
    watch: 'Latency grows with every step; success hardly does.',
    scene: 'lift',
    settings: {},
    sweep: { grid: {}, stepCounts: [1, 2, 5, 10, 32], episodes: 20, policy: 'shipped' },
  },
];

export function findPreset(id: string): Preset | undefined {
  return presets.find((preset) => preset.id === id);
}
