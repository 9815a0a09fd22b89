/** @file Both runs with 1 and with 32 steps in exact numbers, each with its interval as a bar. */
import type { SuccessChart } from '../../lab/labState.ts';
import { intervalOf, type Metric, outcomeOf } from '../charts/outcomes.ts';
import { sayInterval, sayOutcome } from '../charts/outcomeWords.ts';
import { useStepView } from '../charts/stepCursor.ts';
import { sayCount, saySteps } from '../words.ts';
import { SideMark } from './SideMark.tsx';
import { type OutcomeRow, outcomesAt } from './sideOutcomes.ts';
import { sideLetters } from './sides.ts';
import type { OfSides } from './useSides.ts';

interface OutcomeTableProps {
  readonly success: OfSides<SuccessChart>;
  readonly metric: Metric;
}

export function OutcomeTable({ success, metric }: OutcomeTableProps) {
  const cursor = useStepView((view) => view.cursor);
  const { step, rows } = outcomesAt(success, cursor);
  const measured = rows.flatMap(({ record }) => (record ? [record] : []));
  if (measured.length === 0) return null;
  const scale = metric === 'success' ? ([0, 1] as const) : spanOf(measured.map((record) => intervalOf(record, metric)));
  return (
    <table className="pair-outcome-table">
      <caption>{step === null ? 'Newest evaluation of each' : `Evaluation at step ${sayCount(step)}`}</caption>
      <thead>
        <tr>
          <th scope="col">Run, steps</th>
          <th scope="col">{metric === 'success' ? 'Success' : 'Mean return'}</th>
          <th scope="col">95 %</th>
          <th scope="col">
            <span className="visually-hidden">Interval as a bar</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={`${row.side} ${row.steps}`} row={row} metric={metric} scale={scale} hasStep={step !== null} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly row: OutcomeRow;
  readonly metric: Metric;
  readonly scale: readonly [low: number, high: number];
  readonly hasStep: boolean;
}

function Row({ row: { side, steps, record }, metric, scale, hasStep }: RowProps) {
  return (
    <tr className={steps === 1 ? 'one-step' : 'many-steps'}>
      <th scope="row">
        <SideMark side={side} /> <span className="visually-hidden">{sideLetters[side]}, </span>
        {saySteps(steps)}
      </th>
      <td>{record ? sayOutcome(record, metric) : '–'}</td>
      <td>{record ? sayInterval(record, metric) : 'not yet'}</td>
      <td>
        {record && (
          <IntervalBar value={outcomeOf(record, metric)} interval={intervalOf(record, metric)} scale={scale} />
        )}
        {record && !hasStep && <span className="faint"> step {sayCount(record.step)}</span>}
      </td>
    </tr>
  );
}

interface IntervalBarProps {
  readonly value: number;
  readonly interval: readonly [low: number, high: number];
  readonly scale: readonly [low: number, high: number];
}

const width = 96;

function IntervalBar({ value, interval, scale }: IntervalBarProps) {
  const place = (at: number) => 4 + ((at - scale[0]) / (scale[1] - scale[0] || 1)) * (width - 8);
  const [low, high] = interval.map(place);
  return (
    <svg className="interval-bar" width={width} height="12" aria-hidden="true">
      <path className="interval-scale" d={`M4 6H${width - 4}`} />
      <path className="interval-span" d={`M${low} 6H${high}`} />
      <circle cx={place(value)} cy="6" r="4" />
    </svg>
  );
}

function spanOf(intervals: readonly (readonly [number, number])[]): readonly [low: number, high: number] {
  const ends = intervals.flat();
  return [Math.min(...ends), Math.max(...ends)];
}
