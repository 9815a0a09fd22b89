/** @file How long a sweep takes on this machine, roughly. */
import { resolveExperiment } from '../../core/experiment/experiment.ts';
import type { SweepPlan, SweepRun } from '../../core/experiment/sweep/plan.ts';
import type { SceneFacts } from '../../core/scenes/scene.ts';
import { estimateSeconds } from '../estimate.ts';
import { experimentOfRun } from './sweepForm.ts';

/** The policy's share of a control step, milliseconds: with one step, and each further step */
const decisionMs = 0.7;
const denoisingStepMs = 0.08;
/** Timing the latency of one K takes up to two seconds. */
const timingSeconds = 1;

/**
 * @param stepMilliseconds of the start-up test
 * @param controlStepMs milliseconds of a control step of this scene here
 * @returns seconds, right within a factor of two
 */
export function estimateSweepSeconds(
  plan: SweepPlan,
  runs: readonly SweepRun[],
  scene: SceneFacts,
  stepMilliseconds: number,
  controlStepMs: number,
): number {
  const defaults = resolveExperiment({});
  const { steps, episodes } = plan.evaluate;
  // Most episodes end early, in success or in a fall.
  const controlSteps = (episodes * scene.horizon) / 2;
  const perStepCount = steps.map(
    (count) => (controlSteps * (controlStepMs + decisionMs + denoisingStepMs * count)) / 1000 + timingSeconds,
  );
  const evaluating = perStepCount.reduce((sum, seconds) => sum + seconds, 0);
  const training = plan.policy
    ? 0
    : runs
        .map(({ input }) =>
          estimateSeconds(experimentOfRun(input, scene), scene, stepMilliseconds, defaults, controlStepMs),
        )
        .reduce((sum, seconds) => sum + seconds, 0);
  return training + runs.length * evaluating;
}
