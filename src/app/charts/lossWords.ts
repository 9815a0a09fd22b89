/** @file What the loss chart says: of the run so far, and of one step. */
import type { LossCurve, LossKind } from '../../lab/labState.ts';
import { sayCount, sayNumber } from '../words.ts';
import type { Reading } from './reading.ts';

export const lossNames: Readonly<Record<LossKind, string>> = {
  velocityLoss: 'Velocity loss',
  loss: 'Training loss',
  dispersiveLoss: 'Dispersive loss',
};

export const lossHelp: Readonly<Record<LossKind, string>> = {
  velocityLoss: 'Mean squared velocity error, in normalised action units: comparable between objectives.',
  loss: 'What the optimiser lowers: the objective’s loss and the weighted dispersive loss.',
  dispersiveLoss: 'What pushes the representations of a batch apart, before its weight: lower is further apart.',
};

/** What the curve has come to. */
export function summariseLoss(kind: LossKind, curve: LossCurve | null): string {
  if (!curve || curve.raw.length === 0) return lossHelp[kind];
  const { raw, smooth } = curve;
  const [first, last] = [smooth.value(0), smooth.value(smooth.length - 1)];
  const change = Number.isFinite(last) ? `${sayNumber(last)} now, from ${sayNumber(first)}` : 'not finite';
  const broken = raw.brokenCount > 0 ? `; ${sayCount(raw.brokenCount)} of ${sayCount(raw.length)} not finite (×)` : '';
  return `Step ${sayCount(raw.lastStep)}: ${change} (bold: moving average)${broken}`;
}

/** What was logged at the step nearest to one. */
export function readLoss(curve: LossCurve | null, step: number): Reading | null {
  const index = curve?.raw.nearest(step) ?? -1;
  if (!curve || index < 0) return null;
  const [at, value, average] = [curve.raw.step(index), curve.raw.value(index), curve.smooth.value(index)];
  const text = Number.isFinite(value) ? `${sayNumber(value)}, average ${sayNumber(average)}` : `${value}, not finite`;
  return {
    step: at,
    text: `Step ${sayCount(at)}: ${text}`,
    marks: [
      { value, color: 'var(--loss-raw)' },
      { value: average, color: 'var(--loss)' },
    ],
  };
}
