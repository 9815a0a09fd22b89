/** @file How times grow: a step with the batch and with the network, t-SNE with its points. */
import { useState } from 'react';
import type { BoardLine } from '../../workers/board/protocol.ts';
import { ChartFigure } from '../charts/ChartFigure.tsx';
import { Panel } from '../Panel.tsx';
import { backendNames, sayNumber } from '../words.ts';
import { contestantOf, sayMillions } from './contestants.ts';
import { SeriesLegend } from './SeriesLegend.tsx';
import { keysOf, TimeLines, type TimePoint } from './TimeLines.tsx';
import { measuredLines, useLines } from './useBoard.ts';

interface GrowthChart {
  readonly key: string;
  /** On its button */
  readonly name: string;
  /** What the axis counts */
  readonly label: string;
  readonly points: readonly TimePoint[];
  /** What else is to be said of it */
  readonly note: string;
}

export function GrowthPanel() {
  const charts = growthCharts(useLines());
  const [wanted, setWanted] = useState<string | null>(null);
  const chart = charts.find(({ key }) => key === wanted) ?? charts[0];
  const keys = chart ? keysOf(chart.points) : [];
  return (
    <Panel
      title="How it grows"
      className="speed-growth"
      actions={
        charts.length > 1 && (
          <select aria-label="What grows" value={chart.key} onChange={(event) => setWanted(event.target.value)}>
            {charts.map(({ key, name }) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
          </select>
        )
      }
    >
      <SeriesLegend keys={keys} />
      <ChartFigure
        name={`Milliseconds by ${chart?.label ?? 'size'}`}
        summary={chart ? summarise(chart) : 'What larger sizes cost.'}
      >
        {(size) =>
          chart ? (
            <TimeLines points={chart.points} keys={keys} label={chart.label} size={size} />
          ) : (
            <p className="empty-chart">
              A training step at batch 32 to 2048 and hidden size 64 to 1024; an iteration of exact t-SNE at 125 to 2000
              points.
            </p>
          )
        }
      </ChartFigure>
    </Panel>
  );
}

function growthCharts(lines: readonly BoardLine[]): GrowthChart[] {
  const grown = measuredLines(lines, 'growth');
  const backends = [...new Set(grown.map(({ backend }) => backend))];
  const ofSteps = backends.flatMap((backend) =>
    (['batch', 'hidden'] as const).flatMap((axis): GrowthChart[] => {
      const along = grown.filter((line) => line.backend === backend && line.axis === axis);
      const points = along.map((line) => ({
        at: axis === 'batch' ? line.batchSize : line.hiddenSize,
        times: mediansOf(line.times),
      }));
      const label = axis === 'batch' ? 'batch' : 'hidden size';
      const parameters = along.map((line) => sayMillions(line.parameters)).join(', ');
      const leftOut = Object.entries(along.at(-1)?.leftOut ?? {}).map(
        ([key, why]) => `${contestantOf(key).name}: ${why}.`,
      );
      const note = [axis === 'hidden' ? `Parameters: ${parameters}.` : '', ...leftOut].join(' ');
      const name = `A step with the ${label}, ${backendNames[backend]}`;
      return points.length > 0 ? [{ key: `${backend} ${axis}`, name, label, points, note }] : [];
    }),
  );
  const ofPoints = measuredLines(lines, 'tsne').map(({ times }): GrowthChart => {
    const points = Object.entries(times).map(([count, { median }]) => ({ at: Number(count), times: { tsne: median } }));
    return { key: 'tsne', name: 't-SNE with its points', label: 'points', points, note: '' };
  });
  return [...ofSteps, ...ofPoints];
}

function mediansOf(times: Readonly<Record<string, { readonly median: number }>>): Record<string, number> {
  return Object.fromEntries(Object.entries(times).map(([key, { median }]) => [key, median]));
}

function summarise({ points, label, note }: GrowthChart): string {
  const [first, last] = [points[0], points[points.length - 1]];
  const [key] = Object.keys(last.times);
  if (key === undefined || first === last || !(key in first.times)) return note;
  const factor = last.times[key] / first.times[key];
  const said = `${contestantOf(key).name}: ${sayNumber(last.at / first.at)} times the ${label} takes ${sayNumber(factor)} times as long.`;
  return `${said} ${note}`;
}
