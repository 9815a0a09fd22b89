/** @file What came of a sweep's runs, one row for each run and number of denoising steps. */
import type { EvaluationRecord, PairedRecord, RepresentationRecord } from '../records.ts';
import type { SettingValue } from './plan.ts';

/** A rung without its episodes */
export type SweptRung = Omit<EvaluationRecord, 'outcomes'>;

/** A run of the sweep that is done. */
export interface SweptRun {
  /** The run's name in the plan */
  readonly run: string;
  readonly varied: Readonly<Record<string, SettingValue>>;
  readonly rungs: readonly SweptRung[];
  /** Null where one number of steps alone was evaluated */
  readonly paired: PairedRecord | null;
  /** The last measure of its representation; null where nothing was trained, or it was not kept */
  readonly representation: RepresentationRecord | null;
}

export type Row = Readonly<Record<string, number | string | null>>;

/** What is measured of a run's representation and read beside its success. A run of before one was recorded lacks it. */
export const sweepMeasures = [
  { key: 'effectiveRank', label: 'Effective rank' },
  { key: 'meanDistance', label: 'Mean distance' },
  { key: 'meanNorm', label: 'Mean norm' },
  { key: 'linearProbeR2', label: 'Linear probe, R²' },
  { key: 'actionGap', label: 'Gap between 1 and 32 steps' },
] as const;

export type SweepMeasureKey = (typeof sweepMeasures)[number]['key'];

/** @returns null where the run has no such number, or one that is not finite */
export function measureOf(run: SweptRun, key: SweepMeasureKey): number | null {
  const value = (run.representation as Partial<Record<SweepMeasureKey, number>> | null)?.[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** Success share of a rung, 0 … 1 */
export const rateOf = ({ successes, episodes }: Pick<SweptRung, 'successes' | 'episodes'>): number =>
  successes / episodes;

/** One row for each run and K: what varied, k of n with its Wilson interval, the return with its bootstrap interval. */
export function sweepTable(runs: readonly SweptRun[]): Row[] {
  return runs.flatMap((run) => {
    const measured = Object.fromEntries(sweepMeasures.map(({ key }) => [key, measureOf(run, key)]));
    return run.rungs.map((rung) => ({ ...run.varied, ...rungCells(rung), ...measured }));
  });
}

function rungCells({ steps, episodes, successes, wilson, meanReturn, returnInterval, latencyMs }: SweptRung): Row {
  return {
    steps,
    episodes,
    successes,
    wilsonLow: wilson[0],
    wilsonHigh: wilson[1],
    meanReturn,
    returnLow: returnInterval[0],
    returnHigh: returnInterval[1],
    latencyP50Ms: latencyMs?.p50 ?? null,
    latencyP95Ms: latencyMs?.p95 ?? null,
  };
}

/** RFC 4180; the columns of all rows together, nothing where a row has no value. */
export function csvOf(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const quote = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [columns, ...rows.map((row) => columns.map((column) => String(row[column] ?? '')))];
  return lines.map((cells) => `${cells.map(quote).join(',')}\n`).join('');
}
