/** @file What a side shows: its run, or a record that was put there as a reference. */
import type { Lab } from '../../lab/lab.ts';
import { emptyLoss, emptyRepresentation, emptySuccess, type LabState } from '../../lab/labState.ts';
import type { Side } from '../../lab/pair/pairState.ts';

const nothing = {
  recorded: null,
  loss: emptyLoss,
  representation: emptyRepresentation,
  success: emptySuccess,
} satisfies Partial<LabState>;

const withoutRecord = new WeakMap<LabState, LabState>();

/**
 * The lab shows an example record until something is trained. It has other settings than the forms, so beside a run it
 * would be compared with what it is not: a record counts where it is frozen there as a reference.
 */
export function shownState(state: LabState, isFrozen: boolean): LabState {
  if (isFrozen || state.run || !state.recorded) return state;
  const known = withoutRecord.get(state) ?? { ...state, ...nothing };
  withoutRecord.set(state, known);
  return known;
}

/** The same outside of panels. */
export function stateOfSide(lab: Lab, side: Side): LabState {
  return shownState(lab.pair.shown[side].getState(), lab.pair.state.frozen === side);
}
