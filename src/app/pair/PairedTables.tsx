/** @file The same episodes under two policies, as tables: outcomes or returns of each number of steps, and a sentence for each. */
import type { ReturnComparison, RunComparison } from '../../core/experiment/runComparison.ts';
import { saySteps } from '../words.ts';
import { sayPoints, sayProbability, sayReturn } from './comparisonWords.ts';

interface PairedProps<Comparison> {
  readonly comparisons: readonly Comparison[];
  readonly caption: string;
  /** Above the column of differences */
  readonly gain: string;
  say(comparison: Comparison): string;
}

interface PairedSuccessesProps extends PairedProps<RunComparison> {
  /** Above the columns of episodes that only one of the two solves */
  readonly only: readonly [string, string];
  /** How often chance alone looks like a difference */
  readonly chance: string;
}

export function PairedSuccesses({ comparisons, caption, gain, say, only, chance }: PairedSuccessesProps) {
  return (
    <>
      <table className="pair-comparison">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Steps</th>
            <th scope="col">both</th>
            <th scope="col">{only[0]}</th>
            <th scope="col">{only[1]}</th>
            <th scope="col">neither</th>
            <th scope="col">{gain}</th>
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
      <Verdicts sentences={comparisons.map(say)} />
      <p className="help">p: exact McNemar test, two-sided. {chance}</p>
    </>
  );
}

export function PairedReturns({ comparisons, caption, gain, say }: PairedProps<ReturnComparison>) {
  return (
    <>
      <table className="pair-comparison">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Steps</th>
            <th scope="col">episodes</th>
            <th scope="col">{gain}</th>
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
      <Verdicts sentences={comparisons.map(say)} />
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
