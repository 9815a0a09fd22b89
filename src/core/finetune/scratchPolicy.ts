/**
 * @file The policy that knows nothing: a plain Gaussian one, from which PPO learns without demonstrations.
 *
 * It is the MeanFlow network without latent noise, so that its one step is a plain function of the observation, its mean,
 * and a learned σ is all there is of chance. So it acts, is stored and is drawn like any other policy of the lab.
 */
import type { Normalizer } from '../data/normalizer.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { architectureOf, denseShapes, initialiseParameters } from '../policy/architecture.ts';
import type { PolicyFile } from '../policy/policyFile.ts';
import { Random } from '../random/random.ts';
import { observationSize, type SceneFacts } from '../scenes/scene.ts';
import type { MomentsState } from './runningMoments.ts';

/** The first actions are near the middle of their range: what is explored then is σ's doing. */
const outputScale = 0.01;
/** A number that hardly varies is not scaled up without end. */
const smallestDeviation = 1e-2;

export function scratchPolicy(experiment: Experiment, scene: SceneFacts): PolicyFile {
  const architecture = architectureOf(experiment, observationSize(scene), scene.actionSize);
  const parameters = initialiseParameters(architecture, new Random(experiment.seed, 2));
  const { offset, inputs, outputs } = denseShapes(architecture).at(-1)!;
  for (let i = offset; i < offset + inputs * outputs + outputs; i++) parameters[i] *= outputScale;
  const [low, high] = scene.actionLimit;
  const metadata = {
    scene: scene.id,
    experiment,
    step: 0,
    architecture,
    observationNormalizer: constantNormalizer(architecture.observationSize, 0, 1),
    actionNormalizer: constantNormalizer(architecture.actionSize, (low + high) / 2, 2 / (high - low)),
  };
  return { metadata, parameters };
}

/** To mean 0 and variance 1 of what was observed so far. */
export function normalizerOfMoments({ count, mean, squares }: MomentsState): Normalizer {
  const deviations = squares.map((sum) => Math.max(smallestDeviation, Math.sqrt(sum / Math.max(1, count))));
  return { centre: mean, scale: deviations.map((deviation) => 1 / deviation) };
}

function constantNormalizer(size: number, centre: number, scale: number): Normalizer {
  return { centre: new Array(size).fill(centre), scale: new Array(size).fill(scale) };
}
