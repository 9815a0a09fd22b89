/** @file How long one chunk takes in onnxruntime-web here: K against p50, p95 and p99, beside an empty loop and 120 Hz. */
import type { LatencyAnswer } from '../../workers/deployment/protocol.ts';
import { ChartFigure } from '../charts/ChartFigure.tsx';
import { budget } from '../charts/latencies.ts';
import { Panel } from '../Panel.tsx';
import { sayNumber } from '../words.ts';
import { LatencyMarks, percentiles } from './LatencyMarks.tsx';
import { useDeployment } from './useDeployment.ts';

export function ExportLatency() {
  const latency = useDeployment((state) => state.check.latency);
  const runtime = useDeployment((state) => state.check.vectors?.runtime);
  return (
    <Panel
      title="Latency"
      className="export-latency"
      actions={<span className="faint">{runtime ? `${runtime}, one thread` : 'onnxruntime-web'}</span>}
    >
      <ChartFigure
        name="Milliseconds for one chunk of actions by steps in the graph: 50th, 95th and 99th percentile"
        summary={latency ? summarise(latency) : `One chunk at batch 1, beside the ${sayNumber(budget)} ms of 120 Hz.`}
      >
        {(size) =>
          latency ? (
            <LatencyMarks latency={latency} size={size} />
          ) : (
            <p className="empty-chart">Measured at the end of the check, in this browser.</p>
          )
        }
      </ChartFigure>
      {latency && <LatencyTable latency={latency} />}
    </Panel>
  );
}

function summarise({ slope, clockTick }: LatencyAnswer): string {
  const tick = `The browser’s clock ticks every ${sayNumber(clockTick)} ms.`;
  return slope === null ? tick : `Each further step takes ${sayNumber(slope)} ms. ${tick}`;
}

function LatencyTable({ latency: { ladder, emptyLoop, clockTick } }: { latency: LatencyAnswer }) {
  // Nothing that is shorter than a tick is known.
  const say = (milliseconds: number) =>
    milliseconds < clockTick / 2 ? `< ${sayNumber(clockTick)}` : sayNumber(milliseconds);
  return (
    <table className="latency-table">
      <caption className="visually-hidden">Milliseconds for one chunk, of {sayNumber(budget)} ms at 120 Hz</caption>
      <thead>
        <tr>
          <th scope="col">K</th>
          {ladder.map(({ steps }) => (
            <th key={steps} scope="col">
              {steps}
            </th>
          ))}
          <th scope="col">empty loop</th>
        </tr>
      </thead>
      <tbody>
        {percentiles.map((name) => (
          <tr key={name} data-percentile={name}>
            <th scope="row">{name} ms</th>
            {ladder.map((rung) => (
              <td key={rung.steps} data-late={rung[name] > budget || undefined}>
                {say(rung[name])}
              </td>
            ))}
            <td className="faint">{say(emptyLoop[name])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
