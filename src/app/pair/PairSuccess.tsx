/** @file Success, or return, of both runs with 1 and with 32 steps, and what the same episodes say of B against A. */
import { useEffect, useMemo, useRef } from 'react';
import { ChartFigure } from '../charts/ChartFigure.tsx';
import { ChartMenu } from '../charts/ChartMenu.tsx';
import { type Metric, outcomeOf } from '../charts/outcomes.ts';
import { sayInterval, sayOutcome } from '../charts/outcomeWords.ts';
import type { ReadStep } from '../charts/reading.ts';
import { useLab } from '../LabContext.tsx';
import { Panel } from '../Panel.tsx';
import { sayCount, saySteps } from '../words.ts';
import { ComparisonTable } from './ComparisonTable.tsx';
import { sayVerdict } from './comparisonWords.ts';
import { OutcomeTable } from './OutcomeTable.tsx';
import { PairOutcomePlot } from './PairOutcomePlot.tsx';
import { provenanceOfPair } from './pairProvenance.ts';
import { pairOutcomeTable } from './pairTables.ts';
import { comparisonsOf, outcomesAt, type SideOutcomes, sharedMetric } from './sideOutcomes.ts';
import { sideLetters } from './sides.ts';
import { useSides } from './useSides.ts';

const legend = [
  { name: '1 step (A solid, round; B dashed, square)', color: 'var(--one-step)' },
  { name: '32 steps', color: 'var(--many-steps)' },
];

export function PairSuccess() {
  const lab = useLab();
  const metric = useSharedMetric();
  const success = useSides((state) => state.success);
  const { a, b } = success;
  const figure = useRef<HTMLElement>(null);
  const newest = useMemo(() => outcomesAt({ a, b }, null), [a, b]);
  useAnnouncement(newest);
  const read = useMemo<ReadStep>(() => (step) => readOutcomes(outcomesAt({ a, b }, step), metric), [a, b, metric]);
  const title = metric === 'success' ? 'Success of both' : 'Return of both';
  return (
    <Panel
      title={title}
      className="pair-success"
      actions={
        <span className="chart-actions">
          <Legend />
          <ChartMenu
            name={title}
            table={() => pairOutcomeTable(lab)}
            figure={figure}
            legend={legend}
            provenance={() => provenanceOfPair(lab)}
          />
        </span>
      }
    >
      <div className="pair-success-parts">
        <ChartFigure
          ref={figure}
          name={`${metric} of both runs with 1 step and with 32 steps over training`}
          summary={summarise(newest, metric)}
          read={read}
        >
          {(size) => <PairOutcomePlot {...{ success, metric, size, read }} />}
        </ChartFigure>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
        <section className="pair-tables" tabIndex={0} aria-label="Outcomes in numbers">
          <OutcomeTable success={success} metric={metric} />
          <ComparisonTable success={success} metric={metric} />
        </section>
      </div>
    </Panel>
  );
}

function useSharedMetric(): Metric {
  const metrics = useSides((state): Metric => {
    const scene = (state.run ?? state.recorded)?.experiment.scene ?? state.draft.scene ?? 'lift';
    return state.scenes.find(({ id }) => id === scene)?.metric ?? 'success';
  });
  return sharedMetric(metrics.a, metrics.b);
}

/** Says each comparison once, when it is new. */
function useAnnouncement(newest: SideOutcomes): void {
  const lab = useLab();
  const said = comparisonsOf(newest).map(sayVerdict).join(' ');
  const sentence = said && newest.step !== null ? `Step ${newest.step}: ${said}` : '';
  useEffect(() => {
    if (sentence) lab.office.announce(sentence);
  }, [lab, sentence]);
}

function readOutcomes({ step, rows }: SideOutcomes, metric: Metric) {
  if (step === null) return null;
  const measured = rows.flatMap(({ side, steps, record }) => (record ? [{ side, steps, record }] : []));
  const said = measured.map(
    ({ side, steps, record }) =>
      `${sideLetters[side]} ${saySteps(steps)} ${sayOutcome(record, metric)} (${sayInterval(record, metric)})`,
  );
  const marks = measured.map(({ steps, record }) => ({
    value: outcomeOf(record, metric),
    color: steps === 1 ? 'var(--one-step)' : 'var(--many-steps)',
  }));
  return { step, text: `Step ${sayCount(step)}: ${said.join(', ')}`, marks };
}

function summarise({ step, rows }: SideOutcomes, metric: Metric): string {
  const measured = rows.flatMap(({ record }) => (record ? [record] : []));
  if (measured.length === 0) return 'The same episodes, played by both runs with 1 and with 32 network calls a chunk.';
  const bars = metric === 'success' ? 'bars: Wilson 95 %' : 'bars: 95 %';
  if (step === null) return `No step in common yet; ${bars}`;
  return `Both to step ${sayCount(step)}; ${bars}`;
}

function Legend() {
  return (
    <span className="legend">
      <span className="key one-step">1 step</span>
      <span className="key many-steps">32 steps</span>
      <span className="side-key" data-side="a">
        A
      </span>
      <span className="side-key" data-side="b">
        B
      </span>
    </span>
  );
}
