/** @file Where K alone varies: how long a chunk of actions takes with each. */
import { useMemo } from 'react';
import { averageOverSeeds } from '../../core/experiment/sweep/averages.ts';
import type { SweepRecord } from '../../core/experiment/sweep/record.ts';
import { LatencyLadder } from '../charts/LatencyLadder.tsx';
import { budget, slowdown } from '../charts/latencies.ts';
import { Panel } from '../Panel.tsx';
import { useSize } from '../useSize.ts';
import { sayNumber, saySteps } from '../words.ts';

export default function SweepLatency({ record }: { record: SweepRecord }) {
  const [area, size] = useSize<HTMLDivElement>();
  const ladder = useMemo(
    () =>
      averageOverSeeds(record.runs)
        .flatMap(({ rungs }) => rungs)
        .flatMap(({ steps, latencyMs }) => (latencyMs ? [{ steps, latencyMs }] : [])),
    [record],
  );
  const ratio = slowdown(ladder);
  return (
    <Panel title="Time for one chunk of actions" className="sweep-latency">
      {/* biome-ignore lint/a11y/noRedundantRoles: some screen readers do not announce a plain figure */}
      <figure className="chart" role="figure" aria-label="Milliseconds for one chunk of actions by denoising steps">
        <div className="chart-area" ref={area}>
          {ladder.length > 0 && size ? (
            <LatencyLadder ladder={ladder} size={size} />
          ) : (
            <p className="empty-chart">Measured when each number of steps has been played.</p>
          )}
        </div>
        <figcaption>
          {ratio &&
            `${saySteps(ratio.to.steps)} take ${sayNumber(ratio.factor)} × as long as ${saySteps(ratio.from.steps)}. `}
          Median and 95th percentile at batch 1, on {record.backend}, beside the {sayNumber(budget)} ms of 120 Hz.
        </figcaption>
      </figure>
      {ladder.length > 0 && (
        <table className="latency-table">
          <caption className="visually-hidden">Latency by denoising steps, milliseconds</caption>
          <thead>
            <tr>
              <th scope="col">Steps</th>
              {ladder.map(({ steps }) => (
                <th key={steps} scope="col">
                  {steps}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {(['p50', 'p95'] as const).map((name) => (
              <tr key={name}>
                <th scope="row">{name} ms</th>
                {ladder.map(({ steps, latencyMs }) => (
                  <td key={steps} data-late={latencyMs[name] > budget || undefined}>
                    {sayNumber(latencyMs[name])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
