/** @file One search in a process of its own: tells its parent of every snapshot worth judging. */
import { loadMujoco } from '../../src/core/physics/mujoco.ts';
import { hopper } from '../../src/core/scenes/gym/hopper.ts';
import type { LinearPolicy } from '../../src/core/scenes/gym/linearPolicy.ts';
import { search } from './augmentedRandomSearch.ts';
import { playEpisodes } from './validation.ts';

export interface Snapshot {
  readonly candidate: 'medium' | 'expert';
  readonly seed: number;
  readonly iteration: number;
  readonly environmentSteps: number;
  readonly policy: LinearPolicy;
  /** Return of each validation episode, by itself and with noise on its actions */
  readonly clean: readonly number[];
  readonly noisy: readonly number[];
}

// Apart from every seed that the lab demonstrates or evaluates on.
const validationSeed = 2_000_000;
const validationEpisodes = 12;
const validationInterval = 10;
/** Standard deviation of action noise: that of the demonstrations, and a rough ride */
const validationNoise = { medium: 0.05, expert: 0.2 };

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
  const report = (candidate: Snapshot['candidate']) => {
    const judge = (noise: number) =>
      playEpisodes(environment, progress.policy, validationEpisodes, validationSeed, noise);
    const returns = { clean: judge(0), noisy: judge(validationNoise[candidate]) };
    process.send?.({ candidate, seed, ...progress, ...returns } satisfies Snapshot);
  };
  // A search passes through the medium level within a few iterations, so it is watched closely there.
  if (progress.meanReturn > 600 && progress.meanReturn < 1800) report('medium');
  if (progress.iteration % validationInterval === 0) report('expert');
  if (progress.environmentSteps >= environmentSteps) break;
}
process.disconnect();
