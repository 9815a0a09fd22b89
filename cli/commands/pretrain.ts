import { resolve } from 'node:path';
import { parseSetting } from '../../src/core/experiment/experiment.ts';
import { parseArguments, UsageError } from '../arguments.ts';
import { printLine } from '../output.ts';
import { pretrainRun } from '../pretrainRun.ts';
import { defaultBackend } from '../tensorBackend.ts';
import type { Command } from './command.ts';

export const pretrainCommand: Command = {
  name: 'pretrain',
  usage:
    '<scene> --out RUN [--steps N] [--seed S] [--backend webgpu|wasm|cpu] [--stop-at STEP] [--evaluate] [--set key=value]…',
  summary: 'stage 1: trains a MeanFlow policy on demonstrations; the same command continues a stopped run',
  async run(words) {
    const given = parseArguments(words, ['scene'], {
      values: ['out', 'steps', 'seed', 'backend', 'stop-at'],
      repeated: ['set'],
      switches: ['evaluate'],
    });
    const input: Record<string, unknown> = { scene: given.positionals[0], ...readAssignments(given.all('set')) };
    if (given.has('steps')) input['training.steps'] = given.integer('steps', undefined, 1);
    if (given.has('seed')) input.seed = given.integer('seed');
    await pretrainRun({
      folder: resolve(given.text('out')),
      input,
      backend: given.text('backend', defaultBackend),
      stopAt: given.has('stop-at') ? given.integer('stop-at', undefined, 1) : undefined,
      isEvaluated: given.has('evaluate'),
      onLine: printLine,
    });
  },
};

/** `key=value` words, read by the settings table. @throws UsageError, SettingError */
export function readAssignments(assignments: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    assignments.map((assignment) => {
      const at = assignment.indexOf('=');
      if (at < 1) throw new UsageError(`--set: expected key=value, received ${assignment}`);
      const key = assignment.slice(0, at);
      return [key, parseSetting(key, assignment.slice(at + 1))];
    }),
  );
}
