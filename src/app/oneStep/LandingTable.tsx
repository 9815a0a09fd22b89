/** @file The noise and its two landings in exact numbers. */
import type { Trace } from '../../workers/inspection/protocol.ts';
import { distance } from './verdict.ts';

/** With a minus as wide as the digits */
const saySigned = (value: number) => value.toFixed(2).replace('-', '−');

export function LandingTable({ trace, names }: { trace: Trace; names: readonly string[] }) {
  const many = trace.path.slice(-trace.noise.length);
  const rows = [
    { label: 'Noise z₁', values: trace.noise, className: '' },
    { label: '1 step', values: trace.oneStep, className: 'one-step' },
    { label: '32 steps', values: many, className: 'many-steps' },
  ] as const;
  return (
    <table className="landing-table">
      <caption className="visually-hidden">The noise and its two landings, in normalised action units</caption>
      <thead>
        <tr>
          <td />
          {names.map((name) => (
            <th scope="col" key={name}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, values, className }) => (
          <tr key={label} className={className}>
            <th scope="row">{label}</th>
            {names.map((name, i) => (
              <td key={name}>{saySigned(values[i])}</td>
            ))}
          </tr>
        ))}
        <tr>
          <th scope="row">Apart</th>
          <td colSpan={names.length} data-testid="apart">
            {distance(trace.oneStep, many).toFixed(2)}
          </td>
        </tr>
      </tbody>
    </table>
  );
}
