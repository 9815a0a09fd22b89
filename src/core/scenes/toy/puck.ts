/** @file The puck that both toy scenes drive over a floor: its MJCF, and its action, a velocity command in the plane. */
import type { Simulation } from '../../physics/simulation.ts';

/** kg, and N·s/m: the puck takes on the commanded velocity within mass / damping, 33 ms. */
const mass = 1;
const damping = 30;

/** Metres: of the puck's middle above the floor */
const height = 0.03;

/** The default class of the puck's two actuators. @param speed metres a second, of an action of length 1 */
export function puckDrive(speed: number): string {
  return `<default class="drive">
      <general biastype="affine" gainprm="${damping * speed}" biasprm="0 0 ${-damping}" ctrllimited="true" ctrlrange="-1 1"/>
    </default>`;
}

/** @param radius metres @param x where it stands, on the x axis, and what its joint reads there */
export function puckBody(radius: number, x: number): string {
  const reference = x === 0 ? '' : ` ref="${x}"`;
  return `<body name="puck" pos="${x} 0 ${height}">
      <joint name="x" type="slide" axis="1 0 0"${reference}/>
      <joint name="y" type="slide" axis="0 1 0"/>
      <geom name="puck" type="cylinder" size="${radius} ${height - 0.004}" mass="${mass}" rgba=".20 .24 .32 1"/>
      <geom name="cap" class="drawn" type="cylinder" size="${0.6 * radius} .004" pos="0 0 ${height - 0.002}" mass="0" rgba=".95 .82 .30 1"/>
    </body>`;
}

export const puckActuators = `<actuator>
    <general name="x" class="drive" joint="x"/>
    <general name="y" class="drive" joint="y"/>
  </actuator>`;

/** @throws RangeError where the action is not two finite numbers */
export function writePuckCommand(simulation: Simulation, action: ArrayLike<number>): void {
  if (action.length !== 2) throw new RangeError(`action: expected 2 numbers, received ${action.length}`);
  for (let i = 0; i < action.length; i++) {
    if (!Number.isFinite(action[i])) {
      throw new RangeError(`action[${i}]: expected a finite number, received ${action[i]}`);
    }
  }
  (simulation.data.ctrl as Float64Array).set(action);
}
