/** @file The frame of a chart: a figure with a one-line summary, and the size to draw in. */
import { type ReactNode, useId } from 'react';
import { type Size, useSize } from '../useSize.ts';

interface ChartFigureProps {
  readonly name: string;
  /** One line that says what the chart shows now */
  readonly summary: string;
  readonly children: (size: Size) => ReactNode;
}

export function ChartFigure({ name, summary, children }: ChartFigureProps) {
  const id = useId();
  const [ref, size] = useSize<HTMLDivElement>();
  return (
    // biome-ignore lint/a11y/noRedundantRoles: some screen readers do not announce a plain figure
    <figure className="chart" role="figure" aria-label={name} aria-describedby={id}>
      <figcaption id={id}>{summary}</figcaption>
      <div className="chart-area" ref={ref}>
        {size && size.width > 0 && size.height > 0 && children(size)}
      </div>
    </figure>
  );
}
