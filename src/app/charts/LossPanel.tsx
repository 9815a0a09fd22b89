/** @file The velocity loss over training, on a logarithmic axis; also what the optimiser sees, and its dispersive part. */
import { useMemo, useRef, useState } from 'react';
import type { LossKind } from '../../lab/labState.ts';
import { StepSeries } from '../../lab/stepSeries.ts';
import { useLab, useLabState } from '../LabContext.tsx';
import { Panel } from '../Panel.tsx';
import type { Size } from '../useSize.ts';
import { linearAxis, logarithmicAxis } from './axes.ts';
import { ChartFigure } from './ChartFigure.tsx';
import { ChartMenu } from './ChartMenu.tsx';
import { LossCurves } from './LossCurves.tsx';
import { LossPicker } from './LossPicker.tsx';
import { lossNames, readLoss, summariseLoss } from './lossWords.ts';
import { PlotNote } from './PlotNote.tsx';
import type { ReadStep } from './reading.ts';
import { StepPlot } from './StepPlot.tsx';
import { rangeIn } from './seriesCurve.ts';
import { useStepUnit } from './stepColumn.ts';
import { useStepView } from './stepCursor.ts';
import { lossTable } from './tables.ts';
import { useLastStep } from './useLastStep.ts';

const nothing = new StepSeries();

export function LossPanel() {
  const [kind, setKind] = useState<LossKind>('velocityLoss');
  const loss = useLabState((state) => state.loss);
  const figure = useRef<HTMLElement>(null);
  const curve = loss.curves?.[kind] ?? null;
  const read = useMemo<ReadStep>(() => (step) => readLoss(curve, step), [curve]);
  const isOfStage2 = useStepUnit() === 'environment steps';
  return (
    <Panel
      title={lossNames[kind]}
      className="loss"
      actions={
        <span className="chart-actions">
          <LossPicker kind={kind} onChange={setKind} />
          <ChartMenu name={lossNames[kind]} table={() => lossTable(loss.records, curve, kind)} figure={figure} />
        </span>
      }
    >
      {isOfStage2 ? (
        <NoLoss />
      ) : (
        <ChartFigure
          ref={figure}
          name={`${lossNames[kind]} over training steps`}
          summary={summariseLoss(kind, curve)}
          read={read}
        >
          {(size) => <LossPlot kind={kind} size={size} read={read} />}
        </ChartFigure>
      )}
    </Panel>
  );
}

/** Stage 2 imitates nobody: its numbers are in a view of their own. */
function NoLoss() {
  const lab = useLab();
  return (
    <p className="help">
      Stage 2 has no velocity loss: what it earns is what counts.{' '}
      <button type="button" className="quiet" onClick={() => lab.display.setView('finetune')}>
        Show stage 2
      </button>
    </p>
  );
}

function LossPlot({ kind, size, read }: { kind: LossKind; size: Size; read: ReadStep }) {
  const { curves, count } = useLabState((state) => state.loss);
  const window = useStepView((view) => view.window);
  const lastStep = useLastStep();
  const curve = curves?.[kind] ?? null;
  // What is drawn decides the axis: all of it, or what the window shows.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the curve grows in place, its count tells
  const [low, high, isPositive] = useMemo(() => {
    const shown = window ?? ([0, lastStep] as const);
    const drawn = curve ? [curve.raw, curve.smooth] : [];
    const range = rangeIn(drawn, shown);
    if (range && range[0] <= 0 && kind !== 'velocityLoss') return [...range, false] as const;
    return [...(rangeIn(drawn, shown, true) ?? ([0.01, 1] as const)), true] as const;
  }, [curve, count, window, lastStep, kind]);
  // Rounded limits: the frame is drawn anew when they move, not with every point.
  const rounded = isPositive ? logarithmicAxis(low, high) : linearAxis(low, high);
  const limits = rounded.domain.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same limits are the same axis
  const axis = useMemo(() => rounded, [limits, isPositive]);
  return (
    <StepPlot label={lossNames[kind]} {...{ size, lastStep, axis, read }} steps={curve?.raw ?? nothing}>
      {(scales) =>
        curve && count > 0 ? (
          <LossCurves curve={curve} count={count} scales={scales} />
        ) : (
          <PlotNote
            scales={scales}
            lines={['Each logged step', 'becomes a point here,', 'its moving average the bold line.']}
          />
        )
      }
    </StepPlot>
  );
}
