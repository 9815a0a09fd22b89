/** @file Where the axis of steps ends, the same for all of the lab's charts, so that the cursor stands alike in each. */
import type { LabState } from '../../lab/labState.ts';
import { useLabState } from '../LabContext.tsx';
import { stepLimit } from './axes.ts';

export const useLastStep = (): number => useLabState(lastStepOf);

function lastStepOf({ loss, finetuning, representation, success }: LabState): number {
  const evaluated = Object.values(success.bySteps).map((records) => records[records.length - 1].step);
  const [trained, tuned, measured] = [loss.last, finetuning.last, representation.measures];
  return stepLimit(Math.max(1, trained?.step ?? 0, tuned?.step ?? 0, measured?.step ?? 0, ...evaluated));
}
