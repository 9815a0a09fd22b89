/** @file The same episodes with 1 step and with 32: which succeeded with both, with one alone, with neither. */
import type { PairedRecord } from '../../core/experiment/records.ts';
import { saySteps } from '../words.ts';

export function PairedTable({ paired }: { paired: PairedRecord }) {
  const { one, many, both, onlyOne, onlyMany, neither } = paired;
  return (
    <table className="paired">
      <caption className="visually-hidden">
        The same episodes with {saySteps(one)} and {saySteps(many)}
      </caption>
      <thead>
        <tr>
          <th scope="col">both</th>
          <th scope="col" className="one-step">
            only {one}
          </th>
          <th scope="col" className="many-steps">
            only {many}
          </th>
          <th scope="col">neither</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <td>{both}</td>
          <td>{onlyOne}</td>
          <td>{onlyMany}</td>
          <td>{neither}</td>
        </tr>
      </tbody>
    </table>
  );
}
