/** @file The sweep's numbers: a row for each combination, over its seeds. */
import { useMemo } from 'react';
import { findSetting } from '../../core/experiment/settings.ts';
import {
  averageOverSeeds,
  type OverSeeds,
  type RungAverage,
  type SweepAverage,
} from '../../core/experiment/sweep/averages.ts';
import { sayValue } from '../../core/experiment/sweep/figureLayout.ts';
import { variedKeys } from '../../core/experiment/sweep/plan.ts';
import type { SweepRecord } from '../../core/experiment/sweep/record.ts';
import { sweepMeasures } from '../../core/experiment/sweep/results.ts';
import { Panel } from '../Panel.tsx';
import { sayNumber, saySteps } from '../words.ts';

export function SweepTable({ record }: { record: SweepRecord }) {
  const averages = useMemo(() => averageOverSeeds(record.runs), [record]);
  const keys = variedKeys(record.plan);
  const steps = [...new Set(averages.flatMap(({ rungs }) => rungs.map((rung) => rung.steps)))].sort((a, b) => a - b);
  const measures = sweepMeasures.filter(({ key }) => averages.some((average) => average.measures[key]));
  if (averages.length === 0) return null;
  return (
    <Panel
      title="Averages over seeds"
      className="sweep-table-panel"
      actions={
        <span className="help">
          {record.metric === 'success'
            ? 'Mean and 95 % t interval over seeds; below it k of n, all seeds pooled, with its Wilson interval.'
            : 'Mean and 95 % t interval over seeds.'}
        </span>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself, also by keyboard */}
      <section className="wide-scroll" tabIndex={0} aria-label="Averages over seeds, table">
        <table className="wide-table sweep-table">
          <thead>
            <tr>
              {keys.map((key) => (
                <th key={key} scope="col">
                  {findSetting(key)?.label ?? key}
                </th>
              ))}
              {keys.length === 0 && <th scope="col">Policy</th>}
              <th scope="col">Seeds</th>
              {steps.map((count) => (
                <th key={count} scope="col" className={classOfSteps(count)}>
                  {saySteps(count)}
                </th>
              ))}
              {measures.map(({ key, label }) => (
                <th key={key} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {averages.map((average) => (
              <tr key={JSON.stringify(average.varied)}>
                <RowHead average={average} keys={keys} isShipped={record.plan.policy === 'shipped'} />
                <td>{average.seeds}</td>
                {steps.map((count) => (
                  <td key={count}>
                    <RungCell rung={average.rungs.find((rung) => rung.steps === count)} metric={record.metric} />
                  </td>
                ))}
                {measures.map(({ key }) => (
                  <td key={key}>
                    {average.measures[key] ? <Spread over={average.measures[key]} say={sayNumber} /> : '–'}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Panel>
  );
}

interface RowHeadProps {
  readonly average: SweepAverage;
  readonly keys: readonly string[];
  readonly isShipped: boolean;
}

function RowHead({ average, keys, isShipped }: RowHeadProps) {
  const [first, ...others] = keys;
  if (first === undefined) return <th scope="row">{isShipped ? 'Shipped' : 'Trained'}</th>;
  return (
    <>
      <th scope="row">{average.varied[first]}</th>
      {others.map((key) => (
        <td key={key}>{average.varied[key]}</td>
      ))}
    </>
  );
}

function RungCell({ rung, metric }: { rung: RungAverage | undefined; metric: SweepRecord['metric'] }) {
  if (!rung) return '–';
  if (metric === 'return') return <Spread over={rung.return} say={sayNumber} />;
  const { successes, episodes, wilson } = rung;
  const [low, high] = wilson.map((share) => Math.round(100 * share));
  return (
    <>
      <Spread over={rung.success} say={(share) => sayValue(share, true)} />
      <span className="faint">
        {successes} of {episodes}: {low} to {high} %
      </span>
    </>
  );
}

/** The mean over seeds, and its interval where there is one. */
function Spread({ over, say }: { over: OverSeeds; say(value: number): string }) {
  return (
    <>
      <strong>{say(over.mean)}</strong>{' '}
      {over.interval && (
        <span className="faint">
          {say(over.interval[0])} to {say(over.interval[1])}
        </span>
      )}
    </>
  );
}

function classOfSteps(steps: number): string | undefined {
  if (steps === 1) return 'one-step';
  return steps === 32 ? 'many-steps' : undefined;
}
