/** @file The sweep's figure: what the runs reached against what varied, with intervals, and each seed as a dot. */
import { useMemo, useRef } from 'react';
import { type FigureMeasure, figureLabel, sweepFigure } from '../../core/experiment/sweep/figure.ts';
import { layoutFigure } from '../../core/experiment/sweep/figureLayout.ts';
import type { SweepRecord } from '../../core/experiment/sweep/record.ts';
import { drawPicture } from '../charts/export/drawPicture.ts';
import { saveFile } from '../charts/export/saveFile.ts';
import { useLab } from '../LabContext.tsx';
import { Panel } from '../Panel.tsx';
import { useSize } from '../useSize.ts';
import { SweepLegend } from './SweepLegend.tsx';
import { SweepPlot } from './SweepPlot.tsx';
import { sweepName, sweepProvenance } from './sweepFiles.ts';
import { styleColor } from './sweepStyles.ts';

interface SweepFigurePanelProps {
  readonly record: SweepRecord;
  readonly measure: FigureMeasure;
  readonly measures: readonly FigureMeasure[];
  onMeasure(measure: FigureMeasure): void;
}

export function SweepFigurePanel({ record, measure, measures, onMeasure }: SweepFigurePanelProps) {
  const { office } = useLab();
  const figure = useMemo(() => sweepFigure(record, measure), [record, measure]);
  const [area, size] = useSize<HTMLDivElement>();
  const element = useRef<HTMLElement>(null);
  const layout = useMemo(() => size && layoutFigure(figure, size), [figure, size]);
  const series = layout?.panels[0]?.series ?? [];
  const savePicture = async () => {
    const svg = element.current?.querySelector('svg.sweep-plot') as SVGSVGElement | null;
    if (!svg) throw new Error('Nothing is drawn yet: no picture was saved. Start the sweep first.');
    const legend = series.map(({ name, style }) => ({ name, color: styleColor(style) }));
    const text = { title: figure.title, summary: figure.note, legend, provenance: sweepProvenance(record) };
    saveFile(`${sweepName(record)}-${measure}.png`, await drawPicture(svg, text));
  };
  return (
    <Panel
      title={figure.title}
      className="sweep-figure"
      actions={
        <span className="chart-actions">
          {measures.length > 1 && (
            <select
              aria-label="What is drawn"
              value={measure}
              onChange={(event) => onMeasure(event.target.value as FigureMeasure)}
            >
              {measures.map((one) => (
                <option key={one} value={one}>
                  {figureLabel(one)}
                </option>
              ))}
            </select>
          )}
          <button type="button" className="quiet" onClick={() => void office.attempt(savePicture())}>
            Save picture
          </button>
        </span>
      }
    >
      <SweepLegend series={series} />
      {/* biome-ignore lint/a11y/noRedundantRoles: some screen readers do not announce a plain figure */}
      <figure className="chart" role="figure" aria-label={figure.title} ref={element}>
        <div className="chart-area" ref={area}>
          {record.runs.length === 0 ? (
            <p className="empty-chart">The first points are drawn when the first run is done.</p>
          ) : (
            layout && <SweepPlot layout={layout} />
          )}
        </div>
        <figcaption>
          {figure.note} {caution(record)}
        </figcaption>
      </figure>
    </Panel>
  );
}

/** Fewer seeds than these say little of what more would do. */
const enoughSeeds = 5;

function caution({ plan, runs }: SweepRecord): string {
  const seeds = plan.grid.seed?.length ?? 1;
  if (plan.policy || runs.length === 0 || seeds === 1 || seeds >= enoughSeeds) return '';
  return `${seeds} seeds are few: take these intervals as rough.`;
}
