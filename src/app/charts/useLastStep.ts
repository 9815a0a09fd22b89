/** @file Where the axis of training steps ends, the same for all of the lab's charts, so that the cursor stands alike in each. */
import type { LabState } from '../../lab/labState.ts';
import { useLabState } from '../LabContext.tsx';
import { stepLimit } from './axes.ts';

export const useLastStep = (): number => useLabState(lastStepOf);

function lastStepOf({ loss, representation, success }: LabState): number {
  const evaluated = Object.values(success.bySteps).map((records) => records[records.length - 1].step);
  return stepLimit(Math.max(1, loss.last?.step ?? 0, representation.measures?.step ?? 0, ...evaluated));
}
