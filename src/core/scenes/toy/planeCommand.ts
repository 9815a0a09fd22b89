/** @file The action of a puck: a velocity command in the plane. */
import type { Simulation } from '../../physics/simulation.ts';

/** @throws RangeError where the action is not two finite numbers */
export function writePlaneCommand(simulation: Simulation, action: ArrayLike<number>): void {
  if (action.length !== 2) throw new RangeError(`action: expected 2 numbers, received ${action.length}`);
  for (let i = 0; i < action.length; i++) {
    if (!Number.isFinite(action[i])) {
      throw new RangeError(`action[${i}]: expected a finite number, received ${action[i]}`);
    }
  }
  (simulation.data.ctrl as Float64Array).set(action);
}
