/** @file Success, or return, with 1 step beside 32 steps, with intervals. */
import type { SuccessChart as SuccessData } from '../../lab/labState.ts';
import { useLabState } from '../LabContext.tsx';
import { Panel } from '../Panel.tsx';
import { sayNumber, sayPercent, saySteps } from '../words.ts';
import { ChartFigure } from './ChartFigure.tsx';
import { LatestTable } from './LatestTable.tsx';
import { OutcomeLines } from './OutcomeLines.tsx';
import { type Metric, outcomeOf } from './outcomes.ts';
import { PairedTable } from './PairedTable.tsx';

export function SuccessPanel() {
  const success = useLabState((state) => state.success);
  const metric = useLabState((state) => {
    const scene = state.run?.experiment.scene ?? state.live.scene;
    return state.scenes.find((candidate) => candidate.id === scene)?.metric ?? 'success';
  });
  const latest = [1, 32].map((steps) => success.bySteps[steps]?.at(-1)).filter((record) => record !== undefined);
  return (
    <Panel title={metric === 'success' ? 'Success' : 'Return'} className="success" actions={<Legend />}>
      <ChartFigure name={`${metric} with 1 step and with 32 steps over training`} summary={summarise(success, metric)}>
        {(size) => <OutcomeLines success={success} metric={metric} size={size} />}
      </ChartFigure>
      <div className="outcome-tables">
        {latest.length > 0 && <LatestTable latest={latest} metric={metric} />}
        {success.paired && metric === 'success' && <PairedTable paired={success.paired} />}
      </div>
    </Panel>
  );
}

function Legend() {
  return (
    <span className="legend">
      <span className="key one-step">1 step</span>
      <span className="key many-steps">32 steps</span>
    </span>
  );
}

function summarise({ bySteps }: SuccessData, metric: Metric): string {
  const last = bySteps[1]?.at(-1);
  if (!last) return 'The same episodes, played with 1 and with 32 network calls a chunk.';
  const said = Object.values(bySteps).map((records) => {
    const record = records[records.length - 1];
    const value = metric === 'success' ? sayPercent(outcomeOf(record, metric)) : sayNumber(record.meanReturn);
    return `${saySteps(record.steps)} ${value}`;
  });
  return `Step ${last.step}: ${said.join(', ')}; 95 % bars, ${last.episodes} episodes`;
}
