/** @file How the export, its check and a runner's log are said. */
import type { BundleCheck, Work } from '../../lab/deployment/deploymentState.ts';
import { tolerance, type Verdict } from '../../lab/deployment/verdict.ts';
import type { ClosedLoopCheck, ClosedLoopSide, Manifest } from '../../workers/deployment/protocol.ts';
import { sayCount, sayNumber, sayPercent } from '../words.ts';

const stageWords: Readonly<Record<Work['stage'], string>> = {
  making: 'Playing episodes for the test vectors, writing the graph',
  reading: 'Reading the file: sums, schema, graph',
  vectors: 'Answering the test vectors in onnxruntime',
  'closed loop': 'Closed loop, episode',
  latency: 'Timing one chunk while the robot stands still, number of steps',
};

export function sayWork({ stage, progress }: Work): string {
  if (!progress) return `${stageWords[stage]}…`;
  return `${stageWords[stage]} ${sayCount(Math.min(progress.planned, progress.done + 1))} of ${sayCount(progress.planned)}…`;
}

export const simulationOnly = 'Simulation only until checked on the robot.';

/** What stands on the bundle's own line: whether the lab vouches for it, and why not. */
export function sayVerdict(verdict: Verdict, origin: 'made' | 'opened', isWorking: boolean): string {
  if (verdict.kind === 'passed') return 'The check passed: the exported graph acts as the trainer does.';
  if (verdict.kind === 'failed') {
    const kept = origin === 'made' ? ' It is not offered for download. Export it again, or report this.' : '';
    return `The check failed: ${verdict.reason}${kept}`;
  }
  if (isWorking) return 'Being checked…';
  return origin === 'made'
    ? 'Not checked to the end, so it is not offered for download. Check it again.'
    : 'Sums, schema and graph fit together. The closed loop was not played yet.';
}

export function saySide(
  { successes, wilson, meanReturn }: ClosedLoopSide,
  episodes: number,
  isReturn: boolean,
): string {
  if (isReturn) return `mean return ${sayNumber(meanReturn)}`;
  const [low, high] = wilson.map((share) => Math.round(share * 100));
  return `${successes} of ${episodes} (${low}–${high} %)`;
}

/** The first few episodes that came out differently, one each. */
export function sayDisagreements({ disagreements }: ClosedLoopCheck, most = 5): string[] {
  const say = ({ success, length }: { success: boolean; length: number }) =>
    `${success ? 'success' : 'none'} after ${sayCount(length)} steps`;
  const said = disagreements
    .slice(0, most)
    .map(({ seed, exported, trainer }) => `Seed ${seed}: graph ${say(exported)}, trainer ${say(trainer)}.`);
  const rest = disagreements.length - said.length;
  return rest > 0 ? [...said, `And ${rest} more.`] : said;
}

export function sayVectors({ vectors }: BundleCheck): string {
  if (!vectors) return 'not yet';
  const { maxAbsError, count } = vectors;
  return `${maxAbsError.toExponential(1)} at most, of ${tolerance.toExponential(1)} (${count} observations)`;
}

export function sayEvaluation(rungs: Manifest['evaluation'], metric: Manifest['scene']['metric']): string {
  if (rungs.length === 0) return 'none of these weights';
  return rungs
    .map(({ steps, successes, episodes, meanReturn }) =>
      metric === 'success' ? `K ${steps}: ${successes} of ${episodes}` : `K ${steps}: return ${sayNumber(meanReturn)}`,
    )
    .join(', ');
}

/** The numbers of a quantity, and what they are of: `3 × m, world frame`. */
export function sayQuantity({
  size,
  unit,
  frame,
  quaternion,
}: {
  readonly size: number;
  readonly unit: string;
  readonly frame?: string;
  readonly quaternion?: string;
}): string {
  const of = quaternion ?? (unit === '1' ? 'no unit' : unit);
  return `${size} × ${of}${frame ? `, ${frame} frame` : ''}`;
}

/** The limits of an action's numbers, where they are alike in one line. */
export function sayRange({ low, high }: { readonly low: readonly number[]; readonly high: readonly number[] }): string {
  const ranges = low.map((value, i) => `${sayNumber(value)} to ${sayNumber(high[i])}`);
  return new Set(ranges).size === 1 ? ranges[0] : ranges.join(' · ');
}

/** Of control steps */
export const sayMissed = (missed: number, steps: number): string =>
  `${sayCount(missed)} of ${sayCount(steps)}${steps > 0 && missed > 0 ? `, ${missed / steps < 0.01 ? `${(100 * missed) / steps < 0.01 ? '< 0.01' : ((100 * missed) / steps).toFixed(2)} %` : sayPercent(missed / steps)}` : ''}`;
