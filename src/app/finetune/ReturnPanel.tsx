/** @file What fine-tuning earns: training episodes, evaluations without noise, and the levels to beat, above the anchor. */
import { useMemo, useRef } from 'react';
import { ChartFigure } from '../charts/ChartFigure.tsx';
import { ChartMenu } from '../charts/ChartMenu.tsx';
import { latestTogether } from '../charts/outcomes.ts';
import type { ReadStep } from '../charts/reading.ts';
import { useMetric } from '../charts/useMetric.ts';
import { useLabState } from '../LabContext.tsx';
import { Panel } from '../Panel.tsx';
import { AnchorStrip } from './AnchorStrip.tsx';
import { returnTable } from './finetuneTables.ts';
import { levelsOf } from './levels.ts';
import { ReturnPlot } from './ReturnPlot.tsx';
import { earnedOf, readIteration, summariseReturn } from './returnWords.ts';
import { iterationAt } from './useShownIteration.ts';

const legend = [
  { name: 'training episodes', color: 'var(--loss)' },
  { name: '1 step, without noise', color: 'var(--one-step)' },
  { name: '32 steps, without noise', color: 'var(--many-steps)' },
];

/** Share of the figure's height that is the anchor's, and the least that it needs, in pixels */
const stripShare = 0.25;
const leastStrip = 52;

export function ReturnPanel() {
  const { records, last, count } = useLabState((state) => state.finetuning);
  const success = useLabState((state) => state.success);
  const run = useLabState((state) => state.run);
  const metric = useMetric();
  const figure = useRef<HTMLElement>(null);
  const levels = useMemo(() => levelsOf({ success, run }, metric), [success, run, metric]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: records grow in place, their count tells
  const read = useMemo<ReadStep>(
    () => (step) => {
      const record = iterationAt(records, step);
      if (!record) return null;
      const earned = earnedOf(record, metric);
      const marks = earned === null ? [] : [{ value: earned, color: 'var(--loss)' }];
      return { step: record.step, text: readIteration(record, metric), marks };
    },
    [records, count, metric],
  );
  const isOfStage2 = count > 0 || Boolean(run?.facts?.parent);
  const newest = isOfStage2 ? latestTogether(success) : [];
  const title = metric === 'success' ? 'Success over environment steps' : 'Return over environment steps';
  return (
    <Panel
      title={title}
      className="finetune-return"
      actions={
        <span className="chart-actions">
          <span className="legend">
            <span className="key training-episodes">training</span>
            <span className="key one-step">1 step</span>
            <span className="key many-steps">32 steps</span>
          </span>
          <ChartMenu name={title} table={() => returnTable(records)} figure={figure} legend={legend} />
        </span>
      }
    >
      <ChartFigure
        ref={figure}
        name={`${metric} of training episodes and of evaluations over environment steps`}
        summary={summariseReturn(last, newest, isOfStage2 ? levels : [], metric)}
        read={read}
      >
        {({ width, height }) => {
          const strip = Math.round(Math.max(leastStrip, height * stripShare));
          return (
            <>
              <ReturnPlot {...{ metric, levels, read, isOfStage2 }} size={{ width, height: height - strip }} />
              <AnchorStrip size={{ width, height: strip }} />
            </>
          );
        }}
      </ChartFigure>
    </Panel>
  );
}
