/**
 * @file A plot over training steps: axes, whatever its child draws, the linked cursor, zoom and scroll.
 *
 * Drawn as plain SVG by hand, because a zoom lays every chart out at each turn of the wheel, for which a chart
 * library's layout takes too long.
 */
import { type ReactNode, useId, useMemo } from 'react';
import type { StepSeries } from '../../lab/stepSeries.ts';
import type { Size } from '../useSize.ts';
import { useTypeScale } from '../useTypeScale.ts';
import { sayNumber } from '../words.ts';
import type { ValueAxis } from './axes.ts';
import { CursorLine } from './CursorLine.tsx';
import { PlotFrame } from './PlotFrame.tsx';
import { type PlotScales, plotScales } from './plotScales.ts';
import type { ReadStep } from './reading.ts';
import { useStepView, useStepViewStore } from './stepCursor.ts';
import type { StepWindow } from './stepWindow.ts';
import { usePlotGestures } from './usePlotGestures.ts';

export interface StepPlotProps {
  /** What is plotted, for a screen reader */
  readonly label: string;
  readonly size: Size;
  /** Where the axis of training steps ends while nothing is zoomed */
  readonly lastStep: number;
  readonly axis: ValueAxis;
  /** Where the cursor may stand */
  readonly steps: StepSeries;
  readonly read: ReadStep;
  say?(value: number): string;
  /** Draws the curves, clipped to the plot */
  children(scales: PlotScales): ReactNode;
}

export function StepPlot({ label, size, lastStep, axis, steps, read, say = sayNumber, children }: StepPlotProps) {
  const window = useStepView((view) => view.window);
  const whole = useMemo<StepWindow>(() => [0, lastStep], [lastStep]);
  const type = useTypeScale();
  const scales = useMemo(() => plotScales(size, window ?? whole, axis, type), [size, window, whole, axis, type]);
  const clip = useId();
  const { ref, onKeyDown } = usePlotGestures<HTMLDivElement>({ scales, whole, steps });
  const { area } = scales;
  return (
    <div className="plot">
      <StepSlider label={label} whole={whole} read={read} ref={ref} onKeyDown={onKeyDown}>
        <svg className="plot-picture" width={size.width} height={size.height} aria-hidden="true">
          <clipPath id={clip}>
            <rect x={area.left - 1} y={area.top - 4} width={area.width + 8} height={area.height + 8} />
          </clipPath>
          <PlotFrame scales={scales} axis={axis} say={say} />
          <g clipPath={`url(#${clip})`}>{children(scales)}</g>
          <CursorLine scales={scales} read={read} />
        </svg>
      </StepSlider>
      {window && <ShowAll />}
    </div>
  );
}

interface StepSliderProps {
  readonly label: string;
  readonly whole: StepWindow;
  readonly read: ReadStep;
  readonly ref: React.Ref<HTMLDivElement>;
  onKeyDown(event: React.KeyboardEvent): void;
  readonly children: ReactNode;
}

/** To a keyboard and a screen reader the cursor is a slider over training steps, whose value is what the chart says there. */
function StepSlider({ label, whole, read, children, ...rest }: StepSliderProps) {
  const cursor = useStepView((view) => view.cursor);
  const reading = cursor === null ? null : read(cursor);
  return (
    <div
      className="plot-surface"
      role="slider"
      tabIndex={0}
      aria-label={`Step cursor, ${label}`}
      aria-valuemin={0}
      aria-valuemax={whole[1]}
      aria-valuenow={reading?.step ?? 0}
      aria-valuetext={reading?.text ?? 'none: the arrow keys move it'}
      {...rest}
    >
      {children}
    </div>
  );
}

function ShowAll() {
  const view = useStepViewStore();
  return (
    <button type="button" className="quiet show-all" onClick={() => view.setState({ window: null })}>
      Reset zoom
    </button>
  );
}
