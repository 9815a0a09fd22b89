/** @file What the steps of a chart are: optimiser steps in stage 1, control steps of the robots under PPO. */
import { stepUnit } from '../../core/experiment/stage.ts';
import { useLabState } from '../LabContext.tsx';
import type { ChartTable } from './chartTable.ts';

export type StepUnit = ReturnType<typeof stepUnit>;

export const stepColumns = {
  'training steps': { key: 'step', label: 'Training step', unit: 'optimiser steps' },
  'environment steps': { key: 'step', label: 'Environment step', unit: 'control steps' },
} as const satisfies Record<StepUnit, ChartTable['columns'][number]>;

/** The unit of the steps in the charts */
export function useStepUnit(): StepUnit {
  return useLabState(({ run, recorded }) => stepUnit((run ?? recorded)?.experiment ?? { stage: 'pretrain' }));
}

/** The same table, its first column named as its steps are counted. */
export function countedIn(unit: StepUnit, table: ChartTable): ChartTable {
  return { ...table, columns: [stepColumns[unit], ...table.columns.slice(1)] };
}
