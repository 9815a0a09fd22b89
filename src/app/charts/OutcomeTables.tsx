/** @file The evaluation at the cursor, or the latest, in exact numbers: each step count, and the same episodes paired. */
import type { EvaluationRecord } from '../../core/experiment/records.ts';
import type { SuccessChart } from '../../lab/labState.ts';
import { sayCount, saySteps } from '../words.ts';
import { bestOf, latestTogether, type Metric, pairOf, togetherAt } from './outcomes.ts';
import { sayDifference, sayInterval, sayOutcome } from './outcomeWords.ts';
import { PairedTable } from './PairedTable.tsx';
import { useStepView } from './stepCursor.ts';

export function OutcomeTables({ success, metric }: { success: SuccessChart; metric: Metric }) {
  const cursor = useStepView((view) => view.cursor);
  const records = cursor === null ? latestTogether(success) : togetherAt(success, cursor);
  if (records.length === 0) return null;
  const paired = pairOf(success.pairs, records);
  const caption = cursor === null ? 'Latest evaluation' : `Evaluation at step ${sayCount(records[0].step)}`;
  return (
    <div className="outcome-tables">
      <EvaluationTable caption={caption} records={records} metric={metric} />
      {paired && metric === 'success' && <PairedTable paired={paired} />}
      {paired && (
        <p className="outcome-difference">
          <span className="faint">
            {saySteps(paired.one)} − {saySteps(paired.many)}, same episodes:{' '}
          </span>
          {sayDifference(paired, metric)}
        </p>
      )}
      <Best records={success.bySteps[1] ?? []} metric={metric} />
    </div>
  );
}

interface EvaluationTableProps {
  readonly caption: string;
  readonly records: readonly EvaluationRecord[];
  readonly metric: Metric;
}

function EvaluationTable({ caption, records, metric }: EvaluationTableProps) {
  return (
    <table>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Steps</th>
          <th scope="col">{metric === 'success' ? 'Success' : 'Mean return'}</th>
          <th scope="col">95 %</th>
        </tr>
      </thead>
      <tbody>
        {records.map((record) => (
          <tr key={record.steps} className={record.steps === 1 ? 'one-step' : 'many-steps'}>
            <th scope="row">{record.steps}</th>
            <td>{sayOutcome(record, metric)}</td>
            <td>{sayInterval(record, metric)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A maximum over noisy evaluations reads too high, so it is never shown without saying of how many. */
function Best({ records, metric }: { records: readonly EvaluationRecord[]; metric: Metric }) {
  const best = bestOf(records, metric);
  if (!best || records.length < 3) return null;
  return (
    <p className="help">
      Best of {records.length} checkpoints, 1 step: {sayOutcome(best, metric)} at step {sayCount(best.step)}. The best
      of many reads too high.
    </p>
  );
}
