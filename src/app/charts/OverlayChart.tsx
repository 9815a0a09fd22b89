/**
 * @file Several named curves over training steps in one plot: runs beside each other, or groups of runs with their band.
 *
 * Drawn from pyramids, so ten curves of 50,000 points scroll and zoom. The arrays are read once and must not change; a
 * curve that changed is given new arrays (those that did not keep theirs, and are not read again). A curve that grows
 * while it is looked at is a `GrowingSeries`: it brings its pyramid, and a new `series` array tells that it grew.
 *
 *     <OverlayChart
 *       name="Velocity loss of the chosen runs"
 *       summary="3 runs, to step 5,000"
 *       scale="logarithmic"
 *       series={[{ id: 'a', name: 'Seed 1', color: 'var(--run-1)', steps, values, faint: raw, band: { low, high }, count: 5 }]}
 *     />
 *
 * The cursor and the zoom are those of the nearest `StepViewProvider` (`stepCursor.ts`), so charts under one provider
 * are linked. Give the chart a parent with a height; it fills it.
 */
import { memo, type Ref, useMemo } from 'react';
import { StepSeries } from '../../lab/stepSeries.ts';
import type { Size } from '../useSize.ts';
import { sayCount, sayNumber } from '../words.ts';
import { linearAxis, logarithmicAxis, stepLimit } from './axes.ts';
import { BrokenMarks } from './BrokenMarks.tsx';
import { ChartFigure } from './ChartFigure.tsx';
import { PlotNote } from './PlotNote.tsx';
import type { PlotScales } from './plotScales.ts';
import type { ReadStep } from './reading.ts';
import { StepPlot } from './StepPlot.tsx';
import { bandPath, rangeIn, seriesPath } from './seriesCurve.ts';
import { useStepView } from './stepCursor.ts';

interface NamedSeries {
  readonly id: string;
  readonly name: string;
  /** Any CSS colour */
  readonly color: string;
  /** SVG dash pattern, such as `5 3`, so that colour is not the only difference */
  readonly dash?: string;
  /** How many runs it stands for, said in the legend as n */
  readonly count?: number;
}

export interface OverlaySeries extends NamedSeries {
  /** Training steps, rising */
  readonly steps: ArrayLike<number>;
  /** As many as steps; what is not finite is marked */
  readonly values: ArrayLike<number>;
  /** The same before it was smoothed, drawn faint below */
  readonly faint?: ArrayLike<number>;
  /** Drawn as an area behind the curve */
  readonly band?: { readonly low: ArrayLike<number>; readonly high: ArrayLike<number> };
}

/** Of a run that trains: its series grow in place. */
export interface GrowingSeries extends NamedSeries {
  readonly grown: StepSeries;
  /** The same before it was smoothed, drawn faint below */
  readonly grownFaint?: StepSeries;
}

export interface OverlayChartProps {
  /** What is plotted, for the figure's name and the cursor's */
  readonly name: string;
  /** One line that says what is to be seen */
  readonly summary: string;
  readonly series: readonly (OverlaySeries | GrowingSeries)[];
  readonly scale: 'logarithmic' | 'linear';
  /** Limits of the value axis; what is drawn where absent */
  readonly domain?: readonly [low: number, high: number];
  /** The figure itself, for a picture of it */
  readonly figure?: Ref<HTMLElement>;
  /** What will be drawn, line by line, while nothing is */
  readonly note?: readonly string[];
  /** How a value is said; three significant digits where absent */
  say?(value: number): string;
}

/** A curve with its pyramids. */
interface Curve {
  readonly id: string;
  readonly name: string;
  readonly color: string;
  readonly dash?: string;
  readonly values: StepSeries;
  readonly faint: StepSeries | null;
  readonly band: readonly [low: StepSeries, high: StepSeries] | null;
}

const pyramids = new WeakMap<object, StepSeries>();

/** The pyramid over an array, made once for as long as the array lives. */
function pyramidOf(steps: ArrayLike<number>, values: ArrayLike<number>): StepSeries {
  const known = pyramids.get(values);
  if (known) return known;
  const made = StepSeries.from(steps, values);
  pyramids.set(values, made);
  return made;
}

function curveOf(series: OverlaySeries | GrowingSeries): Curve {
  const { id, name, color, dash } = series;
  if ('grown' in series) {
    return { id, name, color, dash, values: series.grown, faint: series.grownFaint ?? null, band: null };
  }
  const { steps, values, faint, band } = series;
  return {
    id,
    name,
    color,
    dash,
    values: pyramidOf(steps, values),
    faint: faint ? pyramidOf(steps, faint) : null,
    band: band ? [pyramidOf(steps, band.low), pyramidOf(steps, band.high)] : null,
  };
}

export function OverlayChart(props: OverlayChartProps) {
  const { name, summary, series, scale, domain, figure, note, say = sayNumber } = props;
  const curves = useMemo(() => series.map(curveOf), [series]);
  const read = useMemo<ReadStep>(() => (step) => readCurves(curves, step, say), [curves, say]);
  return (
    <div className="overlay-chart">
      <ChartFigure ref={figure} name={name} summary={summary} read={read}>
        {(size) => <OverlayPlot {...{ name, curves, scale, domain, note, say, read, size }} />}
      </ChartFigure>
      <Legend series={series} />
    </div>
  );
}

interface OverlayPlotProps extends Pick<OverlayChartProps, 'name' | 'scale' | 'domain' | 'note'> {
  readonly curves: readonly Curve[];
  readonly size: Size;
  readonly read: ReadStep;
  say(value: number): string;
}

function OverlayPlot({ name, curves, scale, domain, note, say, read, size }: OverlayPlotProps) {
  const window = useStepView((view) => view.window);
  const lastStep = stepLimit(Math.max(1, ...curves.map(({ values }) => values.lastStep)));
  const axis = useMemo(() => {
    const drawn = curves.flatMap(({ values, faint, band }) => [values, ...(faint ? [faint] : []), ...(band ?? [])]);
    const isLogarithmic = scale === 'logarithmic';
    const range = domain ?? rangeIn(drawn, window ?? [0, lastStep], isLogarithmic) ?? [0.1, 1];
    return isLogarithmic ? logarithmicAxis(...range) : linearAxis(...range);
  }, [curves, scale, domain, window, lastStep]);
  // The cursor stands where the longest curve was measured.
  const steps = curves.reduce((most, { values }) => (values.length > most.length ? values : most), new StepSeries());
  return (
    <StepPlot label={name} {...{ size, lastStep, axis, steps, read, say }}>
      {(scales) => (
        <>
          {note && steps.length === 0 && <PlotNote scales={scales} lines={note} />}
          {curves.map((curve) => (
            <DrawnCurve key={curve.id} curve={curve} scales={scales} />
          ))}
        </>
      )}
    </StepPlot>
  );
}

const DrawnCurve = memo(function DrawnCurve({ curve, scales }: { curve: Curve; scales: PlotScales }) {
  const { color, dash, values, faint, band } = curve;
  return (
    <g className="curve" style={{ color }} data-points={values.length}>
      {band && <path className="curve-band" d={bandPath(...band, scales)} />}
      {faint && <path className="curve-faint" d={seriesPath(faint, scales)} />}
      <path className="curve-bold" strokeDasharray={dash} d={seriesPath(values, scales)} />
      <BrokenMarks series={values} scales={scales} />
    </g>
  );
});

function readCurves(curves: readonly Curve[], step: number, say: (value: number) => string) {
  const found = curves.flatMap(({ name, color, values }) => {
    const index = values.nearest(step);
    return index < 0 ? [] : [{ name, color, step: values.step(index), value: values.value(index) }];
  });
  if (found.length === 0) return null;
  const nearest = found.reduce((best, one) => (Math.abs(one.step - step) < Math.abs(best.step - step) ? one : best));
  const said = found.map((one) => {
    const elsewhere = one.step === nearest.step ? '' : ` (step ${sayCount(one.step)})`;
    return `${one.name} ${say(one.value)}${elsewhere}`;
  });
  return { step: nearest.step, text: `Step ${sayCount(nearest.step)}: ${said.join(', ')}`, marks: found };
}

function Legend({ series }: Pick<OverlayChartProps, 'series'>) {
  return (
    <ul className="overlay-legend">
      {series.map(({ id, name, color, dash, count }) => (
        <li key={id}>
          <svg width="18" height="8" aria-hidden="true">
            <path d="M1 4h16" stroke={color} strokeWidth="2.4" strokeDasharray={dash} />
          </svg>
          {name}
          {count !== undefined && <span className="faint">n = {count}</span>}
        </li>
      ))}
    </ul>
  );
}
