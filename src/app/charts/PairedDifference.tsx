/** @file How much more the same episodes returned with 1 step than with 32, where the return is the metric. */
import type { PairedRecord } from '../../core/experiment/records.ts';
import { sayNumber, saySteps } from '../words.ts';

export function PairedDifference({ paired }: { paired: PairedRecord }) {
  const { one, many, returnDifference } = paired;
  return (
    <table className="paired">
      <caption className="visually-hidden">
        The same episodes: return of {saySteps(one)} minus {saySteps(many)}
      </caption>
      <thead>
        <tr>
          <th scope="col">
            {one} − {many}
          </th>
          <th scope="col">95 %</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <td>{sayNumber(returnDifference.mean)}</td>
          <td>{returnDifference.interval.map(sayNumber).join(' … ')}</td>
        </tr>
      </tbody>
    </table>
  );
}
