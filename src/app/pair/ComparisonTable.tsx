/** @file The same episodes played by both runs: who succeeded, by how much B is ahead, and how sure that is. */
import { useMemo } from 'react';
import { type ReturnComparison, type RunComparison, whyNotPaired } from '../../core/experiment/runComparison.ts';
import type { SuccessChart } from '../../lab/labState.ts';
import type { Metric } from '../charts/outcomes.ts';
import { useStepView } from '../charts/stepCursor.ts';
import { saySteps } from '../words.ts';
import { sayPoints, sayProbability, sayReturn, sayReturnVerdict, sayVerdict } from './comparisonWords.ts';
import { labelOf } from './differenceWords.ts';
import { comparisonsOf, outcomesAt, returnComparisonsOf } from './sideOutcomes.ts';
import { useDifferences } from './useDifferences.ts';
import type { OfSides } from './useSides.ts';

interface ComparisonTableProps {
  readonly success: OfSides<SuccessChart>;
  readonly metric: Metric;
}

export function ComparisonTable({ success: { a, b }, metric }: ComparisonTableProps) {
  const cursor = useStepView((view) => view.cursor);
  const { experiments } = useDifferences();
  const reason = whyNotPaired(experiments.a, experiments.b);
  const outcomes = useMemo(() => outcomesAt({ a, b }, cursor), [a, b, cursor]);
  const hasBoth = [a, b].every(({ bySteps }) => Object.keys(bySteps).length > 0);
  // The bootstrap takes a while where there are many episodes: not at each render.
  const { successes, returns } = useMemo(
    () => ({
      successes: metric === 'success' ? comparisonsOf(outcomes) : [],
      returns: metric === 'return' ? returnComparisonsOf(outcomes) : [],
    }),
    [outcomes, metric],
  );
  if (!hasBoth) return null;
  if (reason) return <p className="help">Not paired: {labelOf(reason)} differs, so the episodes are not the same.</p>;
  if (successes.length > 0) return <SuccessComparisons comparisons={successes} />;
  if (returns.length > 0) return <ReturnComparisons comparisons={returns} />;
  return (
    <p className="help">
      Not paired: the two were not evaluated at the same training step on the same seeds. Set “Try it every” and
      “Episodes” alike.
    </p>
  );
}

function SuccessComparisons({ comparisons }: { comparisons: readonly RunComparison[] }) {
  return (
    <>
      <table className="pair-comparison">
        <caption>The same episodes, paired</caption>
        <thead>
          <tr>
            <th scope="col">Steps</th>
            <th scope="col">both</th>
            <th scope="col">only A</th>
            <th scope="col">only B</th>
            <th scope="col">neither</th>
            <th scope="col">B − A, points (95 %)</th>
            <th scope="col">p</th>
          </tr>
        </thead>
        <tbody>
          {comparisons.map(({ steps, both, onlyA, onlyB, neither, difference, pValue }) => (
            <tr key={steps} className={steps === 1 ? 'one-step' : 'many-steps'}>
              <th scope="row">{saySteps(steps)}</th>
              <td>{both}</td>
              <td>{onlyA}</td>
              <td>{onlyB}</td>
              <td>{neither}</td>
              <td>
                {sayPoints(difference.mean)}{' '}
                <span className="faint">({difference.interval.map(sayPoints).join(' … ')})</span>
              </td>
              <td>{sayProbability(pValue)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Verdicts sentences={comparisons.map(sayVerdict)} />
      <p className="help">p: exact McNemar test, two-sided. Of many looks at two equal runs, 1 in 20 is below 0.05.</p>
    </>
  );
}

function ReturnComparisons({ comparisons }: { comparisons: readonly ReturnComparison[] }) {
  return (
    <>
      <table className="pair-comparison">
        <caption>The same episodes, paired</caption>
        <thead>
          <tr>
            <th scope="col">Steps</th>
            <th scope="col">episodes</th>
            <th scope="col">B − A, mean return</th>
            <th scope="col">95 %</th>
          </tr>
        </thead>
        <tbody>
          {comparisons.map(({ steps, episodes, mean, interval }) => (
            <tr key={steps} className={steps === 1 ? 'one-step' : 'many-steps'}>
              <th scope="row">{saySteps(steps)}</th>
              <td>{episodes}</td>
              <td>{sayReturn(mean)}</td>
              <td>{interval.map(sayReturn).join(' … ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Verdicts sentences={comparisons.map(sayReturnVerdict)} />
      <p className="help">Interval: bootstrap of the differences, episode by episode.</p>
    </>
  );
}

function Verdicts({ sentences }: { sentences: readonly string[] }) {
  return (
    <ul className="pair-verdicts">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
