/** @file How long one robot waits for its next chunk, by denoising steps. */
import { useState } from 'react';
import { ChartFigure } from '../charts/ChartFigure.tsx';
import { budget } from '../charts/latencies.ts';
import { Segmented } from '../kit/Segmented.tsx';
import { Panel } from '../Panel.tsx';
import { sayNumber } from '../words.ts';
import { contestantOf, networkNames, sayMillions } from './contestants.ts';
import { SeriesLegend } from './SeriesLegend.tsx';
import { keysOf, TimeLines, type TimePoint } from './TimeLines.tsx';
import { type MeasuredLine, measuredLines, useLines } from './useBoard.ts';

type LatencyLine = MeasuredLine<'latency'>;

const limit = { milliseconds: budget, label: '120 Hz' } as const;

export function ChunkPanel() {
  const lines = measuredLines(useLines(), 'latency');
  const networks = [...new Set(lines.map(({ network }) => network))];
  const [wanted, setWanted] = useState<string | null>(null);
  const network = networks.find((name) => name === wanted) ?? networks[0];
  const shown = lines.filter((line) => line.network === network);
  const points: TimePoint[] = shown.map(({ steps, times }) => ({
    at: steps,
    times: Object.fromEntries(Object.entries(times).map(([key, { median }]) => [key, median])),
  }));
  return (
    <Panel
      title="One chunk of actions"
      className="speed-latency"
      actions={
        networks.length > 1 && (
          <Segmented
            label="Network"
            options={networks.map((name) => ({ value: name, label: networkNames[name] ?? name }))}
            value={network}
            onChange={setWanted}
          />
        )
      }
    >
      <SeriesLegend keys={keysOf(points)} />
      <ChartFigure name="Milliseconds for one chunk at batch 1 by denoising steps" summary={summarise(shown)}>
        {(size) =>
          points.length > 0 ? (
            <TimeLines points={points} keys={keysOf(points)} label="denoising steps K" size={size} limit={limit} />
          ) : (
            <p className="empty-chart">
              One call at batch 1 in 1, 2, 5, 10 and 32 steps: the lab on the CPU, tfjs, and onnxruntime-web on one
              thread.
            </p>
          )
        }
      </ChartFigure>
    </Panel>
  );
}

function summarise(lines: readonly LatencyLine[]): string {
  const first = lines[0];
  if (!first) return `How long one robot waits, beside the ${sayNumber(budget)} ms of 120 Hz.`;
  const said = Object.entries(first.times).map(
    ([key, { median }]) => `${contestantOf(key).name} ${sayNumber(median)} ms`,
  );
  return `${sayMillions(first.parameters)} parameters, K = ${first.steps}: ${said.join(', ')}.`;
}
