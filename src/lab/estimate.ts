/** @file How long a run takes on this machine, roughly, from the start-up test of the backends. */
import type { Experiment } from '../core/experiment/experiment.ts';
import type { SceneFacts } from '../core/scenes/scene.ts';

/** Of a step's time, what does not shrink with the network: dispatching its operations, drawing the batch. */
const fixedShare = 0.35;
/** Live evaluations beside training, from runs on two cores: milliseconds of a control step with 1 and with 32 steps */
const controlStepMs = 4;
/** The network of the start-up test: the defaults, on an observation of 19 numbers and actions of 7 */
const tested = { observationSize: 19, actionSize: 7 };

/** What of a scene decides the time of a run */
type SceneCost = Pick<SceneFacts, 'observation' | 'actionSize' | 'horizon'>;

/**
 * @param stepMilliseconds of the start-up test
 * @param defaults the schema's defaults, with which the test was made
 * @returns seconds of the whole run, evaluations included: right within a factor of two
 */
export function estimateSeconds(
  experiment: Experiment,
  scene: SceneCost,
  stepMilliseconds: number,
  defaults: Experiment,
): number {
  const observationSize = scene.observation.reduce((sum, part) => sum + part.size, 0);
  const work = workOf(experiment, observationSize, scene.actionSize);
  const ratio = work / workOf(defaults, tested.observationSize, tested.actionSize);
  const steps = experiment['training.steps'];
  const training = steps * stepMilliseconds * (fixedShare + (1 - fixedShare) * ratio);
  const evaluations = Math.floor(steps / experiment['evaluation.interval']);
  const length = experiment['evaluation.stepLimit'] || scene.horizon;
  // Most episodes end early, in success or in a fall.
  const evaluating = evaluations * experiment['evaluation.episodes'] * (length / 4) * controlStepMs;
  return (training + evaluating) / 1000;
}

/** Multiplications of one training step, up to a factor: batch times weights. */
function workOf(experiment: Experiment, observationSize: number, actionSize: number): number {
  const hidden = experiment['policy.hiddenSize'];
  const encoder = experiment['policy.conditionHiddenSize'];
  const embedding = experiment['policy.conditionSize'];
  const chunk = experiment['policy.actionHorizon'] * actionSize;
  const times = 2 * experiment['policy.timeEmbeddingSize'];
  const weights =
    observationSize * encoder +
    encoder * embedding +
    (chunk + times + embedding) * hidden +
    2 * experiment['policy.residualBlocks'] * hidden * hidden +
    hidden * chunk;
  return experiment['training.batchSize'] * weights;
}
