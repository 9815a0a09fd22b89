import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { scenes } from '../../src/core/scenes/registry.ts';
import { parseArguments, UsageError } from '../arguments.ts';
import { type StartPolicy, shippedStart } from '../experiments.ts';
import { finetuneRun } from '../finetuneRun.ts';
import { printLine } from '../output.ts';
import { findPolicy } from '../policies.ts';
import { defaultBackend } from '../tensorBackend.ts';
import type { Command } from './command.ts';
import { readAssignments } from './pretrain.ts';

export const finetuneCommand: Command = {
  name: 'finetune',
  usage:
    'RUN --out RUN2 [--env-steps N] [--seed S] [--backend webgpu|wasm|cpu] [--stop-at ENV-STEP] [--evaluate] [--set key=value]…\n' +
    '       finetune --scratch <scene> --out RUN2 …     (RUN: a run folder, a policy file, or a shipped start such as hopper-medium)',
  summary: 'stage 2: PPO on a stage 1 policy, or on a plain Gaussian policy from nothing; continues a stopped run',
  async run(words) {
    const flags = {
      values: ['out', 'env-steps', 'seed', 'backend', 'stop-at', 'scratch'],
      repeated: ['set'],
      switches: ['evaluate'],
    };
    const isScratch = words.some((word) => word === '--scratch' || word.startsWith('--scratch='));
    const given = parseArguments(words, isScratch ? [] : ['run'], flags);
    const input: Record<string, unknown> = readAssignments(given.all('set'));
    if (given.has('env-steps')) input['finetune.envSteps'] = given.integer('env-steps', undefined, 1);
    if (given.has('seed')) input.seed = given.integer('seed');
    if (isScratch) input.scene = given.text('scratch');
    const named = isScratch ? null : findStart(given.positionals[0]);
    if (named?.id) input['finetune.start'] = named.id;
    await finetuneRun({
      folder: resolve(given.text('out')),
      start: named?.start ?? null,
      input,
      backend: given.text('backend', defaultBackend),
      stopAt: given.has('stop-at') ? given.integer('stop-at', undefined, 1) : undefined,
      isEvaluated: given.has('evaluate'),
      onLine: printLine,
    });
  },
};

/** A run folder, a policy file, or `<scene>-<start>`. @throws UsageError where it is none of them */
function findStart(word: string): { start: StartPolicy; id?: string } {
  const shipped = scenes.flatMap((scene) => (scene.starts ?? []).map(({ id }) => ({ scene: scene.id, id })));
  const found = shipped.find(({ scene, id }) => word === `${scene}-${id}`);
  if (found && !existsSync(word)) return { start: shippedStart(found.scene, found.id), id: found.id };
  if (existsSync(word)) return { start: { path: word, ...findPolicy(word) } };
  const names = shipped.map(({ scene, id }) => `${scene}-${id}`).join(', ');
  throw new UsageError(`${word}: there is no such run folder or policy file; shipped starts are ${names || 'none'}`);
}
