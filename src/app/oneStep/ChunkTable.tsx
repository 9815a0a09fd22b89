/** @file Both chunks in raw actions, number by number. */
import type { Trace } from '../../workers/inspection/protocol.ts';
import { sayNumber } from '../words.ts';

export function ChunkTable({ trace, names }: { trace: Trace; names: readonly string[] }) {
  const { oneStep, manySteps } = trace.actions;
  const rows = oneStep.length / names.length;
  return (
    <table className="chunk-table">
      <caption>Raw actions: with 1 step / with 32 steps</caption>
      <thead>
        <tr>
          <th scope="col">Action</th>
          {names.map((name) => (
            <th scope="col" key={name}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: rows }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an action is named by its place in the chunk
          <tr key={row}>
            <th scope="row">{row + 1}</th>
            {names.map((name, i) => (
              <td key={name}>
                <span className="one-step">{sayNumber(oneStep[row * names.length + i])}</span> /{' '}
                <span className="many-steps">{sayNumber(manySteps[row * names.length + i])}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
