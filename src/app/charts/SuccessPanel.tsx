/** @file Success, or return, with 1 step beside 32 steps, with intervals. */
import type { EvaluationRecord } from '../../core/experiment/records.ts';
import { useLabState } from '../LabContext.tsx';
import { Panel } from '../Panel.tsx';
import { sayCount, sayNumber, sayPercent, saySteps } from '../words.ts';
import { ChartFigure } from './ChartFigure.tsx';
import { LatestTable } from './LatestTable.tsx';
import { OutcomeLines } from './OutcomeLines.tsx';
import { latestTogether, type Metric, outcomeOf } from './outcomes.ts';
import { PairedDifference } from './PairedDifference.tsx';
import { PairedTable } from './PairedTable.tsx';

export function SuccessPanel() {
  const success = useLabState((state) => state.success);
  const metric = useLabState((state) => {
    const scene = state.run?.experiment.scene ?? state.live.scene;
    return state.scenes.find((candidate) => candidate.id === scene)?.metric ?? 'success';
  });
  const latest = latestTogether(success);
  return (
    <Panel title={metric === 'success' ? 'Success' : 'Return'} className="success" actions={<Legend />}>
      <ChartFigure name={`${metric} with 1 step and with 32 steps over training`} summary={summarise(latest, metric)}>
        {(size) => <OutcomeLines success={success} metric={metric} size={size} />}
      </ChartFigure>
      <div className="outcome-tables">
        {latest.length > 0 && <LatestTable latest={latest} metric={metric} />}
        {success.paired && metric === 'success' && <PairedTable paired={success.paired} />}
        {success.paired && metric === 'return' && <PairedDifference paired={success.paired} />}
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

function summarise(latest: readonly EvaluationRecord[], metric: Metric): string {
  if (latest.length === 0) return 'The same episodes, played with 1 and with 32 network calls a chunk.';
  const said = latest.map((record) => {
    const value = metric === 'success' ? sayPercent(outcomeOf(record, metric)) : sayNumber(record.meanReturn);
    return `${saySteps(record.steps)} ${value}`;
  });
  const [{ step, episodes }] = latest;
  return `Step ${sayCount(step)}: ${said.join(', ')}; 95 % bars, ${episodes} episodes`;
}
