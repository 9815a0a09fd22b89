/**
 * @file The one table of settings. Defaults, limits, help, the form, the URL, `--set`, the diff and the run file all
 * read it, so a setting is added here and nowhere else.
 */
import { dispersiveLayerWords, dispersiveLossWords, namesIn } from './dispersion.ts';
import { finetuneSettings } from './finetuneSettings.ts';

export type SettingGroup =
  | 'Task'
  | 'Objective'
  | 'Dispersion'
  | 'Policy'
  | 'Optimiser'
  | 'Training'
  | 'Evaluation'
  | 'Fine-tuning'
  | 'Exploration'
  | 'Anchor';

interface Described {
  readonly key: string;
  readonly group: SettingGroup;
  readonly label: string;
  /** One line that a newcomer understands. */
  readonly help: string;
  readonly unit?: string;
}

export interface NumberSetting extends Described {
  readonly kind: 'number' | 'integer';
  readonly default: number;
  readonly min: number;
  readonly max: number;
  /** The value is a multiple of this, such as 2 where only even numbers make sense. */
  readonly multipleOf?: number;
  /** Draw the slider on a logarithmic scale. */
  readonly logarithmic?: boolean;
}

export interface ChoiceSetting extends Described {
  readonly kind: 'choice';
  readonly default: string;
  readonly choices: readonly string[];
  /** What a choice does, in a line, where its name does not say it */
  readonly choiceHelp?: Readonly<Record<string, string>>;
}

/** A name that another part of the lab checks, such as a scene's id. */
export interface NameSetting extends Described {
  readonly kind: 'name';
  readonly default: string;
  /** What it names: the scenes of the lab, the demonstration sets of the scene, or the policies it can be fine-tuned from. */
  readonly names: 'scenes' | 'demonstrations' | 'starts';
}

export type Setting = NumberSetting | ChoiceSetting | NameSetting;

export const settings = [
  {
    key: 'scene',
    kind: 'name',
    group: 'Task',
    label: 'Scene',
    help: 'The robot and its task.',
    default: 'lift',
    names: 'scenes',
  },
  {
    key: 'stage',
    kind: 'choice',
    group: 'Task',
    label: 'Stage',
    help: 'Imitate demonstrations, take a trained policy beyond them by PPO, or train a plain Gaussian policy by PPO from nothing.',
    default: 'pretrain',
    choices: ['pretrain', 'finetune', 'scratch'],
  },
  {
    key: 'demonstrations',
    kind: 'name',
    group: 'Task',
    label: 'Demonstrations',
    help: 'The recorded episodes that the policy imitates.',
    default: 'expert',
    names: 'demonstrations',
  },
  {
    key: 'seed',
    kind: 'integer',
    group: 'Task',
    label: 'Seed',
    help: 'Names every random draw of the run: same seed, same run.',
    default: 0,
    min: 0,
    max: 2 ** 31 - 1,
  },
  {
    key: 'objective.kind',
    kind: 'choice',
    group: 'Objective',
    label: 'Objective',
    help: 'meanflow regresses the average velocity (u-loss); improved_meanflow the velocity rebuilt from it (v-loss).',
    default: 'improved_meanflow',
    choices: ['improved_meanflow', 'meanflow'],
  },
  {
    key: 'objective.equalTimesShare',
    kind: 'number',
    group: 'Objective',
    label: 'Share with r = t',
    help: 'Share of samples that learn the instantaneous velocity; at 1 the policy never learns to leap.',
    default: 0.5,
    min: 0,
    max: 1,
  },
  {
    key: 'objective.timeMean',
    kind: 'number',
    group: 'Objective',
    label: 'Time mean',
    help: 'Mean of the logit-normal that draws t and r: below 0 favours times near the data.',
    default: -0.4,
    min: -3,
    max: 3,
  },
  {
    key: 'objective.timeDeviation',
    kind: 'number',
    group: 'Objective',
    label: 'Time deviation',
    help: 'Standard deviation of the logit-normal that draws t and r.',
    default: 1,
    min: 0.1,
    max: 3,
  },
  {
    key: 'dispersive.kind',
    kind: 'choice',
    group: 'Dispersion',
    label: 'Dispersive loss',
    help: 'What pushes the representations of different observations apart.',
    default: 'infonce_l2',
    choices: namesIn(dispersiveLossWords),
    choiceHelp: dispersiveLossWords,
  },
  {
    key: 'dispersive.weight',
    kind: 'number',
    group: 'Dispersion',
    label: 'Weight α',
    help: 'How much dispersion counts beside the velocity loss; at 0 it is measured and changes nothing.',
    default: 0.5,
    min: 0,
    max: 2,
  },
  {
    key: 'dispersive.temperature',
    kind: 'number',
    group: 'Dispersion',
    label: 'Temperature',
    help: 'Distance scale of the three InfoNCE losses: small cares about near neighbours only.',
    default: 0.5,
    min: 0.01,
    max: 10,
    logarithmic: true,
  },
  {
    key: 'dispersive.margin',
    kind: 'number',
    group: 'Dispersion',
    label: 'Margin',
    help: 'Distance at which hinge lets two embeddings be; the other losses do not read it.',
    default: 1,
    min: 0.01,
    max: 100,
    logarithmic: true,
  },
  {
    key: 'dispersive.layer',
    kind: 'choice',
    group: 'Dispersion',
    label: 'Layer',
    help: 'Which of the network’s layers the dispersive loss acts on.',
    default: 'condition',
    choices: namesIn(dispersiveLayerWords),
    choiceHelp: dispersiveLayerWords,
  },
  {
    key: 'policy.hiddenSize',
    kind: 'integer',
    group: 'Policy',
    label: 'Hidden size',
    help: 'Width of the residual network; the paper uses 512 for Hopper.',
    default: 256,
    min: 8,
    max: 1024,
    logarithmic: true,
  },
  {
    key: 'policy.residualBlocks',
    kind: 'integer',
    group: 'Policy',
    label: 'Residual blocks',
    help: 'Depth of the residual network; the paper uses one block.',
    default: 1,
    min: 1,
    max: 8,
  },
  {
    key: 'policy.conditionHiddenSize',
    kind: 'integer',
    group: 'Policy',
    label: 'Encoder width',
    help: 'Hidden width of the network that embeds the observation.',
    default: 64,
    min: 4,
    max: 512,
    logarithmic: true,
  },
  {
    key: 'policy.conditionSize',
    kind: 'integer',
    group: 'Policy',
    label: 'Embedding size',
    help: 'Size of the observation embedding: the representation that can collapse.',
    default: 16,
    min: 2,
    max: 256,
    logarithmic: true,
  },
  {
    key: 'policy.conditionNormalization',
    kind: 'choice',
    group: 'Policy',
    label: 'Normalise embedding',
    help: 'layer gives every embedding mean 0 and variance 1 across its numbers (LayerNorm, nothing learned): it cannot shrink, nor win by length.',
    default: 'none',
    choices: ['none', 'layer'],
  },
  {
    key: 'policy.conditionScale',
    kind: 'number',
    group: 'Policy',
    label: 'Embedding scale',
    help: 'Multiplies the embedding that the head sees and that is measured: what length alone does, without a dispersive loss.',
    default: 1,
    min: 0.01,
    max: 1000,
    logarithmic: true,
  },
  {
    key: 'policy.timeEmbeddingSize',
    kind: 'integer',
    group: 'Policy',
    label: 'Time embedding',
    help: 'Size of each of the two sinusoidal time embeddings; even.',
    default: 16,
    min: 4,
    max: 128,
    multipleOf: 2,
  },
  {
    key: 'policy.actionHorizon',
    kind: 'integer',
    group: 'Policy',
    label: 'Action horizon',
    unit: 'steps',
    help: 'Actions drawn by one call and played before the next look.',
    default: 4,
    min: 1,
    max: 32,
  },
  {
    key: 'optimizer.learningRate',
    kind: 'number',
    group: 'Optimiser',
    label: 'Learning rate',
    help: 'Peak step size of AdamW, reached after the warm-up.',
    default: 1e-3,
    min: 1e-6,
    max: 1e-1,
    logarithmic: true,
  },
  {
    key: 'optimizer.finalLearningRate',
    kind: 'number',
    group: 'Optimiser',
    label: 'Final learning rate',
    help: 'Where the cosine schedule ends.',
    default: 1e-5,
    min: 0,
    max: 1e-1,
    logarithmic: true,
  },
  {
    key: 'optimizer.warmupSteps',
    kind: 'integer',
    group: 'Optimiser',
    label: 'Warm-up',
    unit: 'steps',
    help: 'Steps over which the learning rate rises from zero.',
    default: 200,
    min: 0,
    max: 100_000,
    logarithmic: true,
  },
  {
    key: 'optimizer.weightDecay',
    kind: 'number',
    group: 'Optimiser',
    label: 'Weight decay',
    help: 'Decoupled weight decay of AdamW.',
    default: 1e-6,
    min: 0,
    max: 1,
    logarithmic: true,
  },
  {
    key: 'training.steps',
    kind: 'integer',
    group: 'Training',
    label: 'Training steps',
    unit: 'steps',
    help: 'Optimiser steps of the whole run; the learning rate schedule spans them.',
    default: 10_000,
    min: 1,
    max: 10_000_000,
    logarithmic: true,
  },
  {
    key: 'training.batchSize',
    kind: 'integer',
    group: 'Training',
    label: 'Batch size',
    unit: 'chunks',
    help: 'Demonstration chunks in one step.',
    default: 128,
    min: 2,
    max: 4096,
    logarithmic: true,
  },
  {
    key: 'training.emaDecay',
    kind: 'number',
    group: 'Training',
    label: 'EMA decay',
    help: 'Memory of the averaged weights that act; warmed up from 0 at the start.',
    default: 0.999,
    min: 0,
    max: 0.99999,
  },
  {
    key: 'training.logInterval',
    kind: 'integer',
    group: 'Training',
    label: 'Log every',
    unit: 'steps',
    help: 'Steps between two points of the loss curve; losses are read back together.',
    default: 50,
    min: 1,
    max: 100_000,
    logarithmic: true,
  },
  {
    key: 'training.snapshotInterval',
    kind: 'integer',
    group: 'Training',
    label: 'Snapshot every',
    unit: 'steps',
    help: 'Steps between two snapshots, from which a run resumes exactly.',
    default: 1000,
    min: 1,
    max: 1_000_000,
    logarithmic: true,
  },
  {
    key: 'representation.interval',
    kind: 'integer',
    group: 'Evaluation',
    label: 'Look inside every',
    unit: 'steps',
    help: 'Steps between two measurements of the representation.',
    default: 250,
    min: 1,
    max: 1_000_000,
    logarithmic: true,
  },
  {
    key: 'representation.probeSize',
    kind: 'integer',
    group: 'Evaluation',
    label: 'Probe size',
    unit: 'observations',
    help: 'Held-out observations whose embeddings are measured and drawn.',
    default: 256,
    min: 16,
    max: 1000,
  },
  {
    key: 'evaluation.interval',
    kind: 'integer',
    group: 'Evaluation',
    label: 'Try it every',
    unit: 'steps',
    help: 'Steps between two live evaluations with 1 and with 32 steps.',
    default: 1000,
    min: 1,
    max: 10_000_000,
    logarithmic: true,
  },
  {
    key: 'evaluation.episodes',
    kind: 'integer',
    group: 'Evaluation',
    label: 'Episodes',
    help: 'Episodes of each live evaluation, the same initial states for every number of steps.',
    default: 20,
    min: 1,
    max: 1000,
  },
  {
    key: 'evaluation.stepLimit',
    kind: 'integer',
    group: 'Evaluation',
    label: 'Give up after',
    unit: 'steps',
    help: 'Control steps after which an episode of a live evaluation ends as it stands; 0 plays the whole horizon.',
    default: 0,
    min: 0,
    max: 100_000,
    logarithmic: true,
  },
  ...finetuneSettings,
] as const satisfies readonly Setting[];

type Declared = (typeof settings)[number];
export type SettingKey = Declared['key'];

type ValueOf<S> = S extends { kind: 'choice'; choices: readonly (infer C)[] }
  ? C
  : S extends { kind: 'name' }
    ? string
    : number;

/** Every setting by its dotted key. */
export type SettingValues = { [S in Declared as S['key']]: ValueOf<S> };

/** @returns the setting's declaration, or undefined where there is none of that key */
export function findSetting(key: string): Setting | undefined {
  return settings.find((setting) => setting.key === key);
}
