/** @file How long the policy thinks: 1, 2, 5, 10 and 32 steps beside the time that 120 Hz leaves. */
import { useDeferredValue, useMemo, useRef } from 'react';
import { useLabState } from '../LabContext.tsx';
import { Panel } from '../Panel.tsx';
import { sayNumber } from '../words.ts';
import { ChartFigure } from './ChartFigure.tsx';
import { ChartMenu } from './ChartMenu.tsx';
import { LatencyLadder } from './LatencyLadder.tsx';
import { budget, type Rung, sayLatency, standingLatency, summariseLatency } from './latencies.ts';
import { latestTogether } from './outcomes.ts';
import { countedIn, useStepUnit } from './stepColumn.ts';
import { latencyTable } from './tables.ts';

export function LatencyPanel() {
  const unit = useStepUnit();
  const records = useLabState((state) => state.latency);
  const figure = useRef<HTMLElement>(null);
  const success = useLabState((state) => state.success);
  const measured = useMemo(() => standingLatency(records, latestTogether(success)), [records, success]);
  // The chart library lays its first picture out at length: in slices, the page answers in between.
  const latency = useDeferredValue(measured);
  return (
    <Panel
      title="Latency"
      className="latency"
      actions={
        <span className="chart-actions">
          <Device />
          <ChartMenu name="Latency" table={() => countedIn(unit, latencyTable(records, latency))} figure={figure} />
        </span>
      }
    >
      <ChartFigure
        ref={figure}
        name="Milliseconds for one chunk of actions by denoising steps, median and 95th percentile"
        summary={summariseLatency(latency)}
      >
        {(size) =>
          latency ? (
            <LatencyLadder ladder={latency.ladder} size={size} />
          ) : (
            <p className="empty-chart">
              Measured on this machine beside the first evaluation, and again when training is done.
            </p>
          )
        }
      </ChartFigure>
      {latency && <LatencyTable ladder={latency.ladder} />}
    </Panel>
  );
}

/**
 * Whose time it is: a recorded run may have been timed on another machine. Not what trains: policies act where it was
 * measured to be fastest, which is seldom the GPU.
 */
function Device() {
  const name = useLabState(({ run, recorded }) => (!run && recorded ? 'as recorded' : 'this machine'));
  return <span className="faint">{name}</span>;
}

function LatencyTable({ ladder }: { ladder: readonly Rung[] }) {
  const rows = [
    ['p50 ms', (rung: Rung) => rung.latencyMs.p50],
    ['p95 ms', (rung: Rung) => rung.latencyMs.p95],
  ] as const;
  return (
    <table className="latency-table">
      <caption className="visually-hidden">Latency by denoising steps, of {sayNumber(budget)} ms at 120 Hz</caption>
      <thead>
        <tr>
          <th scope="col">Steps</th>
          {ladder.map(({ steps }) => (
            <th scope="col" key={steps} className={steps === 1 ? 'one-step' : steps === 32 ? 'many-steps' : undefined}>
              {steps}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, read]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {ladder.map((rung) => (
              <td key={rung.steps} data-late={read(rung) > budget || undefined}>
                {sayLatency(read(rung))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
