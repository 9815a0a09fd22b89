/** @file What depends on the stage of a run: which settings it reads, how long it is, and what its steps are. */
import { type Experiment, type ExperimentInput, resolveExperiment, SettingError } from './experiment.ts';
import { type SettingGroup, type SettingKey, type SettingValues, settings } from './settings.ts';

export type Stage = Experiment['stage'];

/** Groups that only PPO reads */
export const finetuneGroups: readonly SettingGroup[] = ['Fine-tuning', 'Exploration', 'Anchor'];

/** @returns the step at which the run is finished: optimiser steps in stage 1, environment steps under PPO */
export function runLength(experiment: Experiment): number {
  return isFinetuning(experiment) ? experiment['finetune.envSteps'] : experiment['training.steps'];
}

/** Whether the run learns by PPO, from a stage 1 policy or from nothing. */
export function isFinetuning({ stage }: Pick<Experiment, 'stage'>): boolean {
  return stage !== 'pretrain';
}

/** What a run's steps are */
export function stepUnit(experiment: Pick<Experiment, 'stage'>): 'training steps' | 'environment steps' {
  return isFinetuning(experiment) ? 'environment steps' : 'training steps';
}

/**
 * What a stage sets otherwise than the table and the scene do. From scratch, an action is drawn for every control step
 * by a small network without latent noise, and explored with a σ of its own, wide at first: a plain Gaussian policy.
 */
export const settingsOfStage: Readonly<Record<Stage, Partial<SettingValues>>> = {
  pretrain: {},
  finetune: {},
  scratch: {
    'policy.actionHorizon': 1,
    'policy.hiddenSize': 64,
    'policy.conditionHiddenSize': 64,
    'policy.conditionSize': 64,
    'finetune.envSteps': 1_000_000,
    'finetune.environments': 16,
    'finetune.decisions': 128,
    'finetune.episodeLimit': 0,
    'finetune.batchSize': 512,
    'finetune.epochs': 10,
    'finetune.actorLearningRate': 6e-4,
    'finetune.criticLearningRate': 1e-3,
    'finetune.learningRateSchedule': 'linear',
    'finetune.clipRatio': 0.2,
    'finetune.targetKl': 0,
    'finetune.criticWarmup': 0,
    'finetune.gradientClip': 0.5,
    'exploration.kind': 'vector',
    'exploration.minimum': 0.2,
    'exploration.maximum': 1,
    'anchor.schedule': 'none',
  },
};

/** What `finetune.start` says where a person chose a run of their own, instead of a shipped policy. */
export const ownStart = 'run';

/** Whether a run of stage 2 reads this setting from its own experiment; it has the others from its stage 1 run. */
export function isReadByStage2(key: SettingKey): boolean {
  const setting = settings.find((one) => one.key === key)!;
  if (finetuneGroups.includes(setting.group)) return true;
  return ['seed', 'stage', 'evaluation.episodes', 'evaluation.stepLimit', 'representation.probeSize'].includes(key);
}

/**
 * The experiment of a run that fine-tunes: what made the policy, with stage 2's own settings in place of its own.
 *
 * @param parent the experiment of the stage 1 policy
 * @param input what was said of stage 2, by dotted key
 * @param sceneSettings what the scene sets differently
 * @throws SettingError where a setting is unknown, out of its limits, or not stage 2's to change
 */
export function finetuneExperiment(
  parent: Experiment,
  input: ExperimentInput,
  sceneSettings: Partial<SettingValues> = {},
): Experiment {
  const inherited = Object.entries(parent).filter(([key]) => !isReadByStage2(key as SettingKey));
  const said = { ...input, stage: 'finetune' };
  const own = resolveExperiment(said, { ...sceneSettings, ...settingsOfStage.finetune });
  const changed = Object.keys(input).find(
    (key) => !isReadByStage2(key as SettingKey) && input[key] !== parent[key as SettingKey],
  );
  if (changed !== undefined) {
    throw new SettingError(changed, `${parent[changed as SettingKey]}, as the stage 1 policy has it`, input[changed]);
  }
  return { ...own, ...Object.fromEntries(inherited) };
}
