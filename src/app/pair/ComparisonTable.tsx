/** @file The same episodes played by both runs: who succeeded, by how much B is ahead, and how sure that is. */
import { useMemo } from 'react';
import { whyNotPaired } from '../../core/experiment/runComparison.ts';
import type { SuccessChart } from '../../lab/labState.ts';
import type { Metric } from '../charts/outcomes.ts';
import { useStepView } from '../charts/stepCursor.ts';
import { sayReturnVerdict, sayVerdict } from './comparisonWords.ts';
import { labelOf } from './differenceWords.ts';
import { PairedReturns, PairedSuccesses } from './PairedTables.tsx';
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
  const caption = 'The same episodes, paired';
  if (successes.length > 0) {
    return (
      <PairedSuccesses
        comparisons={successes}
        caption={caption}
        only={['only A', 'only B']}
        gain="B − A, points (95 %)"
        say={sayVerdict}
        chance="Of many looks at two equal runs, 1 in 20 is below 0.05."
      />
    );
  }
  if (returns.length > 0) {
    return <PairedReturns comparisons={returns} caption={caption} gain="B − A, mean return" say={sayReturnVerdict} />;
  }
  return (
    <p className="help">
      Not paired: the two were not evaluated at the same training step on the same seeds. Set “Try it every” and
      “Episodes” alike.
    </p>
  );
}
