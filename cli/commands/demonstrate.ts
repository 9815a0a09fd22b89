import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileHash } from '../../src/core/data/container.ts';
import { encodeDemonstrations } from '../../src/core/data/demonstrations.ts';
import { recordDemonstrations } from '../../src/core/data/recordDemonstrations.ts';
import { loadMujoco } from '../../src/core/physics/mujoco.ts';
import { findScene } from '../../src/core/scenes/registry.ts';
import { parseArguments, UsageError } from '../arguments.ts';
import { expertsOf } from '../experts.ts';
import { printLine, showProgress } from '../output.ts';
import type { Command } from './command.ts';

export const demonstrateCommand: Command = {
  name: 'demonstrate',
  usage: '<scene> --out FILE --episodes N --seed S [--expert ID]',
  summary: 'makes a demonstration set with one of the scene’s experts',
  async run(words) {
    const given = parseArguments(words, ['scene'], { values: ['out', 'episodes', 'seed', 'expert'] });
    const scene = findScene(given.positionals[0]);
    const [out, episodes, seed] = [given.text('out'), given.integer('episodes', undefined, 1), given.integer('seed')];
    const experts = expertsOf(scene);
    const id = given.text('expert', experts[0]?.id ?? 'expert');
    const expert = experts.find((candidate) => candidate.id === id);
    if (!expert) {
      const known = experts.map((candidate) => candidate.id).join(', ') || 'none';
      throw new UsageError(`--expert: expected one of ${known}, received ${id}`);
    }
    const choice = experts.length > 1 ? ` --expert ${id}` : '';
    const command = `npm run lab -- demonstrate ${scene.id}${choice} --out ${out} --episodes ${episodes} --seed ${seed}`;
    const environment = scene.create(await loadMujoco());
    const onProgress = ({ kept, attempts }: { kept: number; attempts: number }) =>
      showProgress(`${kept} of ${episodes} episodes kept, ${attempts} played`);
    const set = await recordDemonstrations({ scene, expert, environment, episodes, seed, command, onProgress });
    const bytes = encodeDemonstrations(set);
    mkdirSync(dirname(out), { recursive: true });
    writeFileSync(out, bytes);
    const { metadata } = set;
    const transitions = metadata.episodes.reduce((sum, episode) => sum + episode.length, 0);
    const level =
      scene.metric === 'success' ? { successRate: metadata.successRate } : { meanReturn: metadata.meanReturn };
    printLine({ episodes: metadata.episodes.length, transitions, ...level, sha256: fileHash(bytes) });
  },
};
