/** @file The experiment as a command: the same run from a terminal. */
import type { Experiment } from '../core/experiment/experiment.ts';
import type { Draft } from './draft.ts';

/** Settings that have a word of their own on the command line */
const ownFlags = { seed: '--seed', 'training.steps': '--steps' } as const;

/** @returns one line for a shell; no value of a setting needs quotes there */
export function commandLineOf({ experiment, differing }: Pick<Draft, 'experiment' | 'differing'>): string {
  const words = differing
    .filter((key) => key !== 'scene')
    .flatMap((key) => {
      const flag = ownFlags[key as keyof typeof ownFlags];
      return flag ? [flag, String(experiment[key])] : ['--set', `${key}=${experiment[key]}`];
    });
  return ['npm run lab -- pretrain', experiment.scene, '--out', folderOf(experiment), ...words].join(' ');
}

const folderOf = ({ scene, seed }: Experiment) => `runs/${scene}-${seed}`;
