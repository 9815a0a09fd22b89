/**
 * @file What a sweep's figure shows, before any pixel: one panel for each combination of the other settings, in it one
 * line for each K (or one for a measure of the representation), against the first setting that varies.
 */
import { findSetting } from '../settings.ts';
import { averageOverSeeds, type OverSeeds, type RungAverage, type SweepAverage } from './averages.ts';
import { type SettingValue, variedKeys } from './plan.ts';
import type { SweepRecord } from './record.ts';
import { type SweepMeasureKey, sweepMeasures } from './results.ts';

/** What is drawn: what the runs reached, or what their representations are like */
export type FigureMeasure = 'success' | 'return' | SweepMeasureKey;

export interface FigurePoint {
  readonly x: SettingValue;
  readonly mean: number;
  /** Null where one seed gives none */
  readonly interval: readonly [low: number, high: number] | null;
  /** One value a seed */
  readonly seeds: readonly number[];
}

export interface FigureSeries {
  readonly name: string;
  /** Denoising steps K; null for a measure of the representation */
  readonly steps: number | null;
  readonly points: readonly FigurePoint[];
}

export interface FigurePanel {
  /** What this panel's runs have in common; empty where it is the only one */
  readonly title: string;
  readonly series: readonly FigureSeries[];
}

export interface SweepFigure {
  readonly measure: FigureMeasure;
  readonly title: string;
  readonly x: {
    readonly label: string;
    readonly scale: 'linear' | 'logarithmic' | 'names';
    readonly values: readonly SettingValue[];
  };
  readonly y: { readonly label: string; readonly isShare: boolean };
  readonly panels: readonly FigurePanel[];
  /** What the bars are: they answer different questions */
  readonly bars: 'seeds' | 'episodes' | 'none';
  /** The same in a sentence */
  readonly note: string;
}

const stepsKey = 'steps';
/** Of the whole axis, the least that two values must be apart */
const closest = 0.05;

/** Measures that at least one run of the sweep has, the scene's own first. */
export function figureMeasures({ metric, runs, plan }: SweepRecord): FigureMeasure[] {
  const averages = averageOverSeeds(runs);
  const spread = sweepMeasures
    .filter(({ key }) => averages.some(({ measures }) => measures[key]))
    .map(({ key }) => key);
  // Against K alone there is no setting to draw a representation against.
  return [metric, ...(variedKeys(plan).length > 0 ? spread : [])];
}

export function figureLabel(measure: FigureMeasure): string {
  if (measure === 'success') return 'Success';
  if (measure === 'return') return 'Mean return';
  return sweepMeasures.find(({ key }) => key === measure)!.label;
}

export function sweepFigure(record: SweepRecord, measure: FigureMeasure = record.metric): SweepFigure {
  const averages = averageOverSeeds(record.runs);
  const keys = variedKeys(record.plan);
  const xKey =
    keys.find((key) => record.plan.grid[key].every((value) => typeof value === 'number')) ?? keys[0] ?? stepsKey;
  const values = xValues(record, xKey);
  const isRung = measure === 'success' || measure === 'return';
  const seeds = Math.min(...averages.map((average) => average.seeds), Number.POSITIVE_INFINITY);
  const bars = seeds > 1 ? 'seeds' : measure === 'success' ? 'episodes' : 'none';
  const label = figureLabel(measure);
  const xLabel = xKey === stepsKey ? 'Denoising steps K' : (findSetting(xKey)?.label ?? xKey);
  return {
    measure,
    title: `${label} against ${xLabel}`,
    x: xAxis(xKey, xLabel, values),
    y: { label, isShare: measure === 'success' },
    panels: panelsOf(averages, xKey, (rung, average) => readPoint(rung, average, measure, bars), isRung, label),
    bars,
    note: noteOf(record, bars, averages),
  };
}

type Reading = Pick<OverSeeds, 'mean' | 'interval' | 'values'>;

function readPoint(
  rung: RungAverage | null,
  average: SweepAverage,
  measure: FigureMeasure,
  bars: SweepFigure['bars'],
): Reading | null {
  if (measure !== 'success' && measure !== 'return') return average.measures[measure] ?? null;
  if (!rung) return null;
  const reading = measure === 'success' ? rung.success : rung.return;
  return bars === 'episodes' ? { ...reading, interval: rung.wilson } : reading;
}

function panelsOf(
  averages: readonly SweepAverage[],
  xKey: string,
  read: (rung: RungAverage | null, average: SweepAverage) => Reading | null,
  isRung: boolean,
  label: string,
): FigurePanel[] {
  const panels = new Map<string, SweepAverage[]>();
  for (const average of averages) {
    const title = Object.entries(average.varied)
      .filter(([key]) => key !== xKey)
      .map(([key, value]) => `${findSetting(key)?.label ?? key} ${value}`)
      .join(', ');
    panels.set(title, [...(panels.get(title) ?? []), average]);
  }
  return [...panels].map(([title, members]) => {
    const counts = isRung ? [...new Set(members.flatMap(({ rungs }) => rungs.map(({ steps }) => steps)))] : [null];
    const series = counts
      .sort((a, b) => (a ?? 0) - (b ?? 0))
      .map((steps) => ({
        name: steps === null ? label : nameOfSteps(steps),
        steps,
        points: pointsOf(members, steps, xKey, read),
      }));
    return { title, series };
  });
}

function pointsOf(
  averages: readonly SweepAverage[],
  steps: number | null,
  xKey: string,
  read: (rung: RungAverage | null, average: SweepAverage) => Reading | null,
): FigurePoint[] {
  const points = averages.flatMap((average) => {
    const rung = average.rungs.find((candidate) => candidate.steps === steps) ?? null;
    const reading = read(rung, average);
    if (!reading) return [];
    const x = xKey === stepsKey ? steps! : average.varied[xKey];
    return [{ x, mean: reading.mean, interval: reading.interval, seeds: reading.values }];
  });
  return points.sort((a, b) => (typeof a.x === 'number' && typeof b.x === 'number' ? a.x - b.x : 0));
}

function xValues({ plan }: SweepRecord, key: string): SettingValue[] {
  const values: SettingValue[] = key === stepsKey ? [...plan.evaluate.steps] : [...plan.grid[key]];
  return values.every((value) => typeof value === 'number') ? values.sort((a, b) => Number(a) - Number(b)) : values;
}

/** Numbers by their size, unless they crowd there; what stands in even steps says so. */
function xAxis(key: string, label: string, values: readonly SettingValue[]): SweepFigure['x'] {
  if (!values.every((value) => typeof value === 'number')) return { label, scale: 'names', values };
  const setting = findSetting(key);
  const isLogarithmic = key === stepsKey || (setting && 'logarithmic' in setting && setting.logarithmic);
  const isPositive = values.every((value) => value > 0);
  const scale = isLogarithmic && isPositive ? 'logarithmic' : 'linear';
  if (!isCrowded(scale === 'linear' ? values : values.map(Math.log))) return { label, scale, values };
  return { label: `${label}, in order and not to scale`, scale: 'names', values };
}

/** Two values stand so close that their bars could not be told apart. @param values rising */
function isCrowded(values: readonly number[]): boolean {
  const range = values[values.length - 1] - values[0];
  return values.slice(1).some((value, i) => value - values[i] < closest * range);
}

function noteOf({ plan, runs }: SweepRecord, bars: SweepFigure['bars'], averages: readonly SweepAverage[]): string {
  const seeds = averages.map((average) => average.seeds);
  const [fewest, most] = [Math.min(...seeds), Math.max(...seeds)];
  const count = fewest === most ? most : `${fewest} to ${most}`;
  const { episodes, seed } = plan.evaluate;
  const played = `${episodes} episodes a run, from seed ${seed}`;
  if (runs.length === 0) return played;
  if (bars === 'seeds')
    return `Lines: mean over ${count} seeds. Bars: 95 % interval over seeds (Student’s t). Dots: one a seed, ${played}.`;
  if (bars === 'episodes')
    return `One seed: bars are the 95 % Wilson interval of its ${played}; they say nothing of other seeds.`;
  return `One seed, without an interval; ${played}.`;
}

const nameOfSteps = (steps: number) => (steps === 1 ? '1 step' : `${steps} steps`);
