/** @file Every dispersive loss of the lab, one line each. */
import type { Experiment } from '../../experiment/experiment.ts';
import type { DispersiveLoss } from './dispersiveLoss.ts';
import { infonceL2 } from './infonceL2.ts';

export const dispersiveLosses: readonly DispersiveLoss[] = [infonceL2];

/** @returns the loss, or null where the experiment has none @throws RangeError where there is none of that id */
export function findDispersiveLoss(id: Experiment['dispersive.kind']): DispersiveLoss | null {
  if (id === 'none') return null;
  const found = dispersiveLosses.find((candidate) => candidate.id === id);
  if (!found) throw new RangeError(`dispersive.kind: there is no dispersive loss ${id}`);
  return found;
}
