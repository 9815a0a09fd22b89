/**
 * @file Makes Hopper's two experts by random search and writes them to src/core/scenes/gym/hopperExperts.json.
 *
 * Both experts are snapshots of a search, chosen on validation episodes and then measured on fresh ones. Random search
 * needs luck with its seed: seed 1 finds both within two million steps, seed 2 is stuck at a shuffle of 300 after one.
 * Several seeds (`--seeds 1,3`) are searched side by side, one process each. Afterwards run `npm run format`, and make the
 * sets again with `npm run lab -- demonstrate hopper`.
 */
import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadMujoco } from '../src/core/physics/mujoco.ts';
import { hopper } from '../src/core/scenes/gym/hopper.ts';
import type { Snapshot } from './hopper-experts/searchProcess.ts';
import { mean, playEpisodes } from './hopper-experts/validation.ts';

const mediumReturn = 1400;
const measuredEpisodes = 64;
const measurementSeed = 3_000_000;
const output = fileURLToPath(new URL('../src/core/scenes/gym/hopperExperts.json', import.meta.url));

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1' },
    'env-steps': { type: 'string', default: '1800000' },
    out: { type: 'string', default: output },
  },
});
const seeds = values.seeds.split(',').map(Number);
const environmentSteps = Number(values['env-steps']);
const command = `npx tsx scripts/train-hopper-experts.ts --seeds ${values.seeds} --env-steps ${environmentSteps}`;

const snapshots = (await Promise.all(seeds.map(runSearch))).flat();
// Among those that go fast enough, the one that is hardest to fell: the fastest are brittle, and so hard to imitate.
const expert = best('expert', ({ rough }) => (rough ? mean(rough) : null));
// Close to the level in every episode, rather than on average.
const medium = best('medium', ({ clean }) => -mean(clean.map(distanceToMedium)));
const environment = hopper.create(await loadMujoco());
writeFileSync(values.out, `${JSON.stringify({ command, expert: measured(expert), medium: measured(medium) })}\n`);

/** @returns the snapshots of one search, in order */
function runSearch(seed: number): Promise<Snapshot[]> {
  const found: Snapshot[] = [];
  const script = fileURLToPath(new URL('./hopper-experts/searchProcess.ts', import.meta.url));
  const child = fork(script, [String(seed), String(environmentSteps)]);
  child.on('message', (snapshot: Snapshot) => {
    found.push(snapshot);
    const steps = (snapshot.environmentSteps / 1e6).toFixed(2);
    const rough = snapshot.rough ? `, under heavy noise ${mean(snapshot.rough).toFixed(0)}` : '';
    const level = `${mean(snapshot.clean).toFixed(0)}${rough}`;
    console.error(`seed ${seed}, iteration ${snapshot.iteration}, ${steps} M steps: ${level}`);
  });
  return new Promise((resolve, reject) => {
    child.on('exit', (code) => {
      if (code === 0) resolve(found);
      else reject(new Error(`the search with seed ${seed} ended with status ${code}; nothing was written`));
    });
  });
}

/** @param score more is better; null where a snapshot is no candidate */
function best(name: string, score: (snapshot: Snapshot) => number | null): Snapshot {
  const candidates = snapshots
    .map((snapshot) => ({ snapshot, score: score(snapshot) }))
    .filter((candidate): candidate is { snapshot: Snapshot; score: number } => candidate.score !== null);
  if (candidates.length === 0) throw new Error(`no search reached the ${name} level; nothing was written`);
  return candidates.reduce((a, b) => (b.score > a.score ? b : a)).snapshot;
}

function distanceToMedium(value: number): number {
  return Math.abs(value - mediumReturn);
}

/** A snapshot as it is shipped, with its level on episodes that chose nothing. */
function measured({ seed, iteration, policy }: Snapshot) {
  const meanReturn = Math.round(mean(playEpisodes(environment, policy, measuredEpisodes, measurementSeed)));
  console.error(`seed ${seed}, iteration ${iteration}: ${meanReturn} over ${measuredEpisodes} fresh episodes`);
  return { seed, iteration, meanReturn, episodes: measuredEpisodes, ...policy };
}
