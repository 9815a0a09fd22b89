/** @file One search in a process of its own: tells its parent of every snapshot worth judging. */
import { loadMujoco } from '../../src/core/physics/mujoco.ts';
import { hopper } from '../../src/core/scenes/gym/hopper.ts';
import type { LinearPolicy } from '../../src/core/scenes/gym/linearPolicy.ts';
import { search } from './augmentedRandomSearch.ts';
import { mean, playEpisodes } from './validation.ts';

export interface Snapshot {
  readonly seed: number;
  readonly iteration: number;
  readonly environmentSteps: number;
  readonly policy: LinearPolicy;
  /** Return of each validation episode */
  readonly clean: readonly number[];
  /** The same under heavy action noise; null where the policy is no candidate for the expert */
  readonly rough: readonly number[] | null;
}

// Apart from every seed that the lab demonstrates or evaluates on.
const validationSeed = 2_000_000;
const validationEpisodes = 24;
const validationInterval = 10;
/** Standard deviation of action noise */
const roughNoise = 0.2;
/** Mean return from which on a policy may be the expert */
const expertReturn = 3125;

const [seed, environmentSteps] = process.argv.slice(2).map(Number);
const environment = hopper.create(await loadMujoco());
// Small, as the authors found best for Hopper; the noise is ours, so that what is found survives imperfect imitation.
const options = {
  seed,
  directions: 8,
  kept: 4,
  stepSize: 0.01,
  exploration: 0.025,
  survivalBonus: 1,
  actionNoise: 0.1,
  horizon: hopper.horizon,
};

for (const progress of search(environment, options)) {
  // A search passes through the medium level within a few iterations, so it is watched closely there.
  const isNearMedium = progress.meanReturn > 600 && progress.meanReturn < 1800;
  const isDue = progress.iteration % validationInterval === 0;
  if (isDue || isNearMedium) {
    const judge = (noise: number) =>
      playEpisodes(environment, progress.policy, validationEpisodes, validationSeed, noise);
    const clean = judge(0);
    const rough = isDue && mean(clean) >= expertReturn ? judge(roughNoise) : null;
    process.send?.({ seed, ...progress, clean, rough } satisfies Snapshot);
  }
  if (progress.environmentSteps >= environmentSteps) break;
}
process.disconnect();
