/** @file How long a sweep takes on this machine, roughly. */
import { resolveExperiment } from '../../core/experiment/experiment.ts';
import type { SweepPlan, SweepRun } from '../../core/experiment/sweep/plan.ts';
import type { SceneFacts } from '../../core/scenes/scene.ts';
import { estimateSeconds } from '../estimate.ts';
import { experimentOfRun } from './sweepForm.ts';

/** Milliseconds of a control step: its physics and the policy's share with one step, and each further step */
const controlStepMs = 1.5;
const denoisingStepMs = 0.08;
/** Timing the latency of one K takes up to two seconds. */
const timingSeconds = 1;

/** @param stepMilliseconds of the start-up test @returns seconds, right within a factor of two */
export function estimateSweepSeconds(
  plan: SweepPlan,
  runs: readonly SweepRun[],
  scene: SceneFacts,
  stepMilliseconds: number,
): number {
  const defaults = resolveExperiment({});
  const { steps, episodes } = plan.evaluate;
  // Most episodes end early, in success or in a fall.
  const controlSteps = (episodes * scene.horizon) / 2;
  const perStepCount = steps.map(
    (count) => (controlSteps * (controlStepMs + denoisingStepMs * count)) / 1000 + timingSeconds,
  );
  const evaluating = perStepCount.reduce((sum, seconds) => sum + seconds, 0);
  const training = plan.policy
    ? 0
    : runs
        .map(({ input }) => estimateSeconds(experimentOfRun(input, scene), scene, stepMilliseconds, defaults))
        .reduce((sum, seconds) => sum + seconds, 0);
  return training + runs.length * evaluating;
}
