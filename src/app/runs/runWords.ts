/** @file How a kept run is said on the page. */
import type { KeptRun } from '../../core/experiment/keptRun.ts';
import type { SceneFacts } from '../../core/scenes/scene.ts';
import type { RunOrder, RunStanding } from '../../lab/runs/runsState.ts';
import { sayNumber } from '../words.ts';

export const standingWords: Readonly<Record<RunStanding, string>> = {
  here: 'On this page',
  elsewhere: 'In another tab',
  paused: 'Paused',
  finished: 'Finished',
  failed: 'Failed',
};

export const orderWords: Readonly<Record<RunOrder, string>> = {
  newest: 'Newest first',
  name: 'By name',
  largest: 'Largest first',
  best: 'Best first',
};

/** The custom property of a run's colour */
export const colourOf = ({ colour }: Pick<KeptRun, 'colour'>) => `var(--run-${colour})`;

/** What the last evaluation says of one number of steps: `17 of 20`, or a mean return; null where it was not evaluated */
export function sayResult(run: KeptRun, steps: number, metric: SceneFacts['metric']): string | null {
  const rung = run.lastEvaluation.find((candidate) => candidate.steps === steps);
  if (!rung) return null;
  return metric === 'success' ? `${rung.successes} of ${rung.episodes}` : sayNumber(rung.meanReturn);
}

/** A size as a person compares it: `3 KB`, `12 MB`, `2.1 GB`. */
export function saySize(bytes: number): string {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1e3)} KB`;
  if (bytes < 1e9) return `${Number((bytes / 1e6).toPrecision(2))} MB`;
  return `${Number((bytes / 1e9).toPrecision(2))} GB`;
}

const dates = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const datesOfOtherYears = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** `20 Nov, 14:05`, or with its year where that is another */
export function sayDate(time: number, now = Date.now()): string {
  const isThisYear = new Date(time).getFullYear() === new Date(now).getFullYear();
  return (isThisYear ? dates : datesOfOtherYears).format(time);
}
