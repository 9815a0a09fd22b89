/** @file Runs of a sweep for tests: what they reached is said by hand. */
import { wilsonInterval } from '../../evaluation/statistics.ts';
import type { SettingValue } from './plan.ts';
import type { SweptRun, SweptRung } from './results.ts';

/** @param successes by denoising steps K, of 20 episodes each */
export function sweptRun(
  varied: Readonly<Record<string, SettingValue>>,
  successes: Readonly<Record<number, number>>,
  effectiveRank: number | null = null,
): SweptRun {
  return {
    run:
      Object.entries(varied)
        .map(([key, value]) => `${key}=${value}`)
        .join(',') || 'run',
    varied,
    rungs: Object.entries(successes).map(([steps, count]) => sweptRung(Number(steps), count)),
    paired: null,
    representation: effectiveRank === null ? null : { ...measures, effectiveRank },
  };
}

const measures = {
  kind: 'representation',
  step: 100,
  meanDistance: 2,
  meanCosine: 0,
  meanNorm: 3,
  uniformity: -1,
} as const;

function sweptRung(steps: number, successes: number): SweptRung {
  return {
    kind: 'evaluation',
    step: 100,
    steps,
    episodes: 20,
    successes,
    wilson: wilsonInterval(successes, 20),
    meanReturn: 10 * successes,
    returnInterval: [9 * successes, 11 * successes],
    latencyMs: { p50: steps, p95: 2 * steps },
  };
}
