/** @file The latest evaluation in exact numbers. */
import type { EvaluationRecord } from '../../core/experiment/records.ts';
import { sayNumber } from '../words.ts';
import type { Metric } from './outcomes.ts';

export function LatestTable({ latest, metric }: { latest: readonly EvaluationRecord[]; metric: Metric }) {
  return (
    <table>
      <caption className="visually-hidden">Latest evaluation</caption>
      <thead>
        <tr>
          <th scope="col">Steps</th>
          <th scope="col">{metric === 'success' ? 'Success' : 'Mean return'}</th>
          <th scope="col">95 %</th>
          <th scope="col" title="Milliseconds of one call with read-back, batch 1">
            p50 / p95 ms
          </th>
        </tr>
      </thead>
      <tbody>
        {latest.map((record) => (
          <tr key={record.steps} className={record.steps === 1 ? 'one-step' : 'many-steps'}>
            <th scope="row">{record.steps}</th>
            <td>{metric === 'success' ? `${record.successes} of ${record.episodes}` : sayNumber(record.meanReturn)}</td>
            <td>
              {metric === 'success'
                ? record.wilson.map((share) => Math.round(share * 100)).join('–')
                : record.returnInterval.map(sayNumber).join(' … ')}
            </td>
            <td>
              {record.latencyMs ? `${sayNumber(record.latencyMs.p50)} / ${sayNumber(record.latencyMs.p95)}` : '–'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
