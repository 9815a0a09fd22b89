/** @file How long a run takes on this machine, roughly, from the start-up test of the backends. */
import type { Experiment } from '../core/experiment/experiment.ts';
import { isFinetuning, runLength } from '../core/experiment/stage.ts';
import type { ObservationColumns, SceneFacts } from '../core/scenes/scene.ts';

/** Of a step's time, what does not shrink with the network, such as drawing the batch: as compiled steps grow on wasm. */
const fixedShare = 0.15;
/** Stage 2 learns in tensor operations, which on wasm take so many times as long as the compiled step that was tested. */
const tensorFactor = 2.8;
/** Milliseconds of a control step while it is not measured yet: that of Lift */
const usualStepMs = 0.8;
/** The policy's share of a control step, from runs on two cores, milliseconds: stage 2's robots, which decide together */
const decisionMs = 0.2;
/** The same of live evaluations beside training, with 1 and with 32 steps */
const evaluationDecisionMs = 0.3;
/** The network of the start-up test: the defaults, on an observation of 19 numbers and actions of 7 */
const tested = { observationSize: 19, actionSize: 7 };

/** What of a scene decides the time of a run */
type SceneCost = ObservationColumns & Pick<SceneFacts, 'actionSize' | 'horizon'>;

/**
 * @param stepMilliseconds of the start-up test
 * @param defaults the schema's defaults, with which the test was made
 * @param controlStepMs milliseconds of a control step of this scene here; where absent, those of a usual one
 * @returns seconds of the whole run, evaluations included: right within a factor of two
 */
export function estimateSeconds(
  experiment: Experiment,
  scene: SceneCost,
  stepMilliseconds: number,
  defaults: Experiment,
  controlStepMs = usualStepMs,
): number {
  const observationSize = scene.observation.reduce((sum, part) => sum + part.size, 0);
  const work = workOf(experiment, observationSize, scene.actionSize);
  const ratio = work / workOf(defaults, tested.observationSize, tested.actionSize);
  const factor = isFinetuning(experiment) ? tensorFactor : 1;
  const stepTime = factor * stepMilliseconds * (fixedShare + (1 - fixedShare) * ratio);
  const training = gradientSteps(experiment) * stepTime + playedSteps(experiment) * (controlStepMs + decisionMs);
  const evaluations = countEvaluations(experiment);
  const length = experiment['evaluation.stepLimit'] || scene.horizon;
  // Most episodes end early, in success or in a fall.
  const evaluating =
    evaluations * experiment['evaluation.episodes'] * (length / 4) * (2 * controlStepMs + evaluationDecisionMs);
  return (training + evaluating) / 1000;
}

/** Control steps that the robots play to learn from */
function playedSteps(experiment: Experiment): number {
  return isFinetuning(experiment) ? runLength(experiment) : 0;
}

function gradientSteps(experiment: Experiment): number {
  if (!isFinetuning(experiment)) return runLength(experiment);
  const decisions = runLength(experiment) / experiment['policy.actionHorizon'];
  return (experiment['finetune.epochs'] * decisions) / experiment['finetune.batchSize'];
}

function countEvaluations(experiment: Experiment): number {
  if (!isFinetuning(experiment)) return Math.floor(runLength(experiment) / experiment['evaluation.interval']);
  const decisions = experiment['finetune.environments'] * experiment['finetune.decisions'];
  const iterations = runLength(experiment) / (decisions * experiment['policy.actionHorizon']);
  return 1 + Math.floor(iterations / experiment['finetune.evaluationInterval']);
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
  const batchSize = experiment[isFinetuning(experiment) ? 'finetune.batchSize' : 'training.batchSize'];
  return batchSize * weights;
}
