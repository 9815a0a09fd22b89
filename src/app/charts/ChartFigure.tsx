/** @file The frame of a chart: a figure with a one-line summary, and the size to draw in. */
import { type ReactNode, type Ref, useId } from 'react';
import { type Size, useSize } from '../useSize.ts';
import type { ReadStep } from './reading.ts';
import { useStepView } from './stepCursor.ts';

interface ChartFigureProps {
  readonly name: string;
  /** One line that says what the chart shows now */
  readonly summary: string;
  /** What the line says in its place while the cursor stands at a step */
  readonly read?: ReadStep;
  /** The figure itself, for a picture of it */
  readonly ref?: Ref<HTMLElement>;
  readonly className?: string;
  readonly children: (size: Size) => ReactNode;
}

export function ChartFigure({ name, summary, read, ref, className = '', children }: ChartFigureProps) {
  const id = useId();
  const [area, size] = useSize<HTMLDivElement>();
  return (
    // biome-ignore lint/a11y/noRedundantRoles: some screen readers do not announce a plain figure
    <figure className={`chart ${className}`} role="figure" aria-label={name} aria-describedby={id} ref={ref}>
      <figcaption id={id}>
        <Summary summary={summary} read={read} />
      </figcaption>
      <div className="chart-area" ref={area}>
        {size && size.width > 0 && size.height > 0 && children(size)}
      </div>
    </figure>
  );
}

/** Follows the pointer by itself, so that the chart below need not be drawn again. */
function Summary({ summary, read }: Pick<ChartFigureProps, 'summary' | 'read'>) {
  const cursor = useStepView((view) => view.cursor);
  const reading = cursor === null ? null : read?.(cursor);
  return reading ? <span className="reading">{reading.text}</span> : summary;
}
