/** @file What the charts of a pair show, as tables: a column for each side, or a row for each evaluation of a side. */
import type { RunComparison } from '../../core/experiment/runComparison.ts';
import type { Lab } from '../../lab/lab.ts';
import { type LossKind, representationMeasures } from '../../lab/labState.ts';
import { sides } from '../../lab/pair/pairState.ts';
import type { StepSeries } from '../../lab/stepSeries.ts';
import type { Cell, ChartTable } from '../charts/chartTable.ts';
import { lossNames } from '../charts/lossWords.ts';
import { measureNames, measureUnits } from '../charts/measureWords.ts';
import { allComparisons } from './sideOutcomes.ts';
import { stateOfSide } from './sideState.ts';
import { sideLetters } from './sides.ts';

const stepColumn = { key: 'step', label: 'Training step', unit: 'optimiser steps' };

interface Column {
  readonly key: string;
  readonly label: string;
  readonly unit: string;
  readonly series: StepSeries | undefined;
}

export function pairLossTable(lab: Lab, kind: LossKind): ChartTable {
  const unit = kind === 'velocityLoss' ? 'squared normalised action units' : 'no unit';
  const columns = sides.flatMap((side): Column[] => {
    const curve = stateOfSide(lab, side).loss.curves?.[kind];
    const letter = sideLetters[side];
    return [
      { key: `${side}_${kind}`, label: `${letter}: ${lossNames[kind]}`, unit, series: curve?.raw },
      { key: `${side}_movingAverage`, label: `${letter}: moving average`, unit: 'as the loss', series: curve?.smooth },
    ];
  });
  return {
    name: `pair-${kind === 'velocityLoss' ? 'velocity-loss' : kind === 'loss' ? 'training-loss' : 'dispersive-loss'}`,
    title: `${lossNames[kind]} of both runs`,
    ...mergeColumns(columns),
    notes: ['A loss is the mean over the steps since the row before, each run by itself.'],
  };
}

export function pairSpreadTable(lab: Lab): ChartTable {
  const columns = representationMeasures.flatMap((measure) =>
    sides.map((side): Column => {
      const series = stateOfSide(lab, side).representation.history.series?.[measure];
      const label = `${sideLetters[side]}: ${measureNames[measure]}`;
      return { key: `${side}_${measure}`, label, unit: measureUnits[measure], series };
    }),
  );
  return {
    name: 'pair-representation',
    title: 'Spread of both representations over training',
    ...mergeColumns(columns),
    notes: ['Measured on held-out observations, the same at every step.'],
  };
}

/** One row a step that any column has; nothing where a column has none there. */
function mergeColumns(columns: readonly Column[]): Pick<ChartTable, 'columns' | 'rows'> {
  const rows = new Map<number, Cell[]>();
  for (const [place, { series }] of columns.entries()) {
    for (let i = 0; series && i < series.length; i++) {
      const step = series.step(i);
      const row = rows.get(step) ?? columns.map((): Cell => null);
      row[place] = series.value(i);
      rows.set(step, row);
    }
  }
  return {
    columns: [stepColumn, ...columns.map(({ key, label, unit }) => ({ key, label, unit }))],
    rows: [...rows].sort(([a], [b]) => a - b).map(([step, row]) => [step, ...row]),
  };
}

/** One row an evaluation of a side; the paired counts stand beside B, whose row is of the same episodes. */
export function pairOutcomeTable(lab: Lab): ChartTable {
  const comparisons = allComparisons({ a: stateOfSide(lab, 'a').success, b: stateOfSide(lab, 'b').success });
  const rows = sides.flatMap((side) =>
    Object.values(stateOfSide(lab, side).success.bySteps)
      .flat()
      .map((record): Cell[] => {
        const { step, steps, episodes, successes, wilson, meanReturn, returnInterval } = record;
        const paired = side === 'b' ? comparisons.find((one) => one.step === step && one.steps === steps) : undefined;
        const own: Cell[] = [step, steps, sideLetters[side], successes, episodes, ...wilson];
        return [...own, meanReturn, ...returnInterval, ...pairedCells(paired)];
      }),
  );
  const column = (key: string, label: string, unit: string) => ({ key, label, unit });
  return {
    name: 'pair-success',
    title: 'Success and return of both runs',
    columns: [
      stepColumn,
      column('denoisingSteps', 'Denoising steps', 'network calls a chunk'),
      column('run', 'Run', 'A or B'),
      column('successes', 'Successes', 'episodes'),
      column('episodes', 'Episodes', 'episodes'),
      column('wilsonLow', 'Success rate, low', 'share, Wilson 95 %'),
      column('wilsonHigh', 'Success rate, high', 'share, Wilson 95 %'),
      column('meanReturn', 'Mean return', 'reward units'),
      column('returnLow', 'Return, low', 'bootstrap 95 %'),
      column('returnHigh', 'Return, high', 'bootstrap 95 %'),
      column('both', 'Both', 'episodes'),
      column('onlyA', 'Only A', 'episodes'),
      column('onlyB', 'Only B', 'episodes'),
      column('neither', 'Neither', 'episodes'),
      column('difference', 'B minus A', 'share'),
      column('differenceLow', 'B minus A, low', 'share, adjusted Wald 95 %'),
      column('differenceHigh', 'B minus A, high', 'share, adjusted Wald 95 %'),
      column('pValue', 'p', 'exact McNemar, two-sided'),
    ],
    rows: rows.sort((one, other) => Number(one[0]) - Number(other[0]) || Number(one[1]) - Number(other[1])),
    notes: ['Runs are compared where both played the same seeds at the same step with the same number of calls.'],
  };
}

function pairedCells(paired: RunComparison | undefined): Cell[] {
  if (!paired) return [null, null, null, null, null, null, null, null];
  const { both, onlyA, onlyB, neither, difference, pValue } = paired;
  return [both, onlyA, onlyB, neither, difference.mean, ...difference.interval, pValue];
}
