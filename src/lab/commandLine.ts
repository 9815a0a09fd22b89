/** @file The experiment as a command: the same run from a terminal. */
import type { Experiment } from '../core/experiment/experiment.ts';
import { findSetting, type SettingKey } from '../core/experiment/settings.ts';
import { finetuneGroups, isReadByStage2, ownStart } from '../core/experiment/stage.ts';
import type { Draft } from './draft.ts';

type Said = Pick<Draft, 'experiment' | 'differing'>;

/** Settings that have a word of their own on the command line */
const ownFlags: Partial<Record<SettingKey, string>> = {
  seed: '--seed',
  'training.steps': '--steps',
  'finetune.envSteps': '--env-steps',
};
/** Said by the command and by what it is given */
const implied: readonly SettingKey[] = ['scene', 'stage', 'finetune.start'];

/** Stage 1. @returns one line for a shell; no value of a setting needs quotes there */
export function commandLineOf(said: Said): string {
  const { experiment } = said;
  const isRead = (key: SettingKey) => !finetuneGroups.includes(findSetting(key)!.group);
  return ['npm run lab -- pretrain', experiment.scene, '--out', folderOf(experiment), ...words(said, isRead)].join(' ');
}

/** Stage 2, from the shipped policy that the form names, or from where stage 1's command leaves its run. */
export function finetuneCommandLineOf(said: Said): string {
  const { experiment } = said;
  const { scene, 'finetune.start': start } = experiment;
  const from = start === ownStart ? folderOf(experiment) : `${scene}-${start}`;
  const out = `${folderOf(experiment)}-finetuned`;
  return ['npm run lab -- finetune', from, '--out', out, ...words(said, isReadByStage2)].join(' ');
}

function words({ experiment, differing }: Said, isRead: (key: SettingKey) => boolean): string[] {
  const keys = differing.filter((key) => !implied.includes(key) && isRead(key));
  return keys.flatMap((key) => {
    const flag = ownFlags[key];
    return flag ? [flag, String(experiment[key])] : ['--set', `${key}=${experiment[key]}`];
  });
}

const folderOf = ({ scene, seed }: Experiment) => `runs/${scene}-${seed}`;
