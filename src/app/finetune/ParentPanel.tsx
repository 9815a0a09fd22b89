/** @file The fine-tuned policy paired with its parent: the same episodes before and after, and how sure that is. */
import { useMemo } from 'react';
import type { ReturnComparison, RunComparison } from '../../core/experiment/runComparison.ts';
import { useStepView } from '../charts/stepCursor.ts';
import { useMetric } from '../charts/useMetric.ts';
import { useLabState } from '../LabContext.tsx';
import { Panel } from '../Panel.tsx';
import { sayPoints, sayProbability, sayReturn } from '../pair/comparisonWords.ts';
import { sayCount, saySteps } from '../words.ts';
import { compareWithParent, sayReturnVerdict, saySuccessVerdict } from './parentComparison.ts';

export function ParentPanel() {
  const success = useLabState((state) => state.success);
  const isOfStage2 = useLabState((state) => (state.run ?? state.recorded)?.experiment.stage === 'finetune');
  const cursor = useStepView((view) => view.cursor);
  const metric = useMetric();
  // The bootstrap takes a while where there are many episodes: not at each render.
  const compared = useMemo(() => (isOfStage2 ? compareWithParent(success, cursor) : []), [success, cursor, isOfStage2]);
  const successes = compared.flatMap(({ success: one }) => (one ? [one] : []));
  const returns = compared.flatMap(({ return: one }) => (one ? [one] : []));
  return (
    <Panel title="Paired with its parent" className="finetune-parent">
      {compared.length === 0 ? (
        <p className="help">
          Stage 1 plays the evaluation’s episodes first, with the same starts and the same noise. Each later evaluation
          is compared with it here.
        </p>
      ) : (
        <div className="pair-tables">
          {metric === 'success' ? <SuccessTable comparisons={successes} /> : <ReturnTable comparisons={returns} />}
        </div>
      )}
    </Panel>
  );
}

function SuccessTable({ comparisons }: { comparisons: readonly RunComparison[] }) {
  return (
    <>
      <table className="pair-comparison">
        <caption>{captionOf(comparisons)}</caption>
        <thead>
          <tr>
            <th scope="col">Steps</th>
            <th scope="col">both</th>
            <th scope="col">only before</th>
            <th scope="col">only after</th>
            <th scope="col">neither</th>
            <th scope="col">gain in points (95 %)</th>
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
      <Verdicts sentences={comparisons.map(saySuccessVerdict)} />
      <p className="help">p: exact McNemar test, two-sided. Of many looks, 1 in 20 is below 0.05 by chance.</p>
    </>
  );
}

function ReturnTable({ comparisons }: { comparisons: readonly ReturnComparison[] }) {
  return (
    <>
      <table className="pair-comparison">
        <caption>{captionOf(comparisons)}</caption>
        <thead>
          <tr>
            <th scope="col">Steps</th>
            <th scope="col">episodes</th>
            <th scope="col">gain in return</th>
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

const captionOf = ([first]: readonly { readonly step: number }[]) =>
  `The same episodes before, and after ${sayCount(first?.step ?? 0)} environment steps`;

function Verdicts({ sentences }: { sentences: readonly string[] }) {
  return (
    <ul className="pair-verdicts">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
