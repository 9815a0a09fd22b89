/** @file Detour's measures and its MJCF: a puck that slides in a corridor, and a pillar in its way. */
import { puckActuators, puckBody, puckDrive } from './puck.ts';

/** Seconds */
export const physicsTimestep = 0.01;
export const substeps = 20;

/** Metres, and metres a second; x runs along the corridor, y across it, and the pillar stands at the origin. */
export const course = {
  puckRadius: 0.04,
  pillarRadius: 0.16,
  /** Inner faces of the walls, at ±y */
  wall: 0.42,
  /** Where an episode begins: anywhere along this line, and as far aside of it at most */
  start: { from: -0.53, to: -0.42, aside: 0.06 },
  goal: { from: 0.32, to: 0.48, aside: 0.1 },
  /** Of an action of length 1 */
  speed: 0.5,
} as const;

const corridor = { from: -0.75, to: 0.62 };
const wallThickness = 0.02;

export function detourMjcf(): string {
  const { puckRadius, pillarRadius, wall, start, goal, speed } = course;
  const [middle, half] = [(corridor.from + corridor.to) / 2, (corridor.to - corridor.from) / 2];
  const side = (name: string, y: number) =>
    `<geom name="${name}" type="box" size="${half} ${wallThickness} 0.04" pos="${middle} ${y} 0.04" rgba=".52 .57 .64 1"/>`;
  return `<mujoco model="detour">
  <option timestep="${physicsTimestep}" integrator="implicitfast"/>
  <default>
    <default class="drawn">
      <geom contype="0" conaffinity="0"/>
    </default>
    ${puckDrive(speed)}
  </default>
  <worldbody>
    <light name="sun" directional="true" pos="0 0 4" dir="-0.3 0.4 -1"/>
    <geom name="floor" class="drawn" type="plane" size="20 20 1" rgba=".85 .87 .9 1"/>
    <geom name="goal" class="drawn" type="box" size="${(goal.to - goal.from) / 2} ${goal.aside} .003" pos="${(goal.to + goal.from) / 2} 0 .003" rgba=".24 .62 .42 1"/>
    <geom name="start" class="drawn" type="box" size="${(start.to - start.from) / 2 + puckRadius} ${puckRadius + start.aside} .002" pos="${(start.to + start.from) / 2} 0 .002" rgba=".66 .70 .76 1"/>
    ${side('left wall', wall + wallThickness)}
    ${side('right wall', -wall - wallThickness)}
    <geom name="pillar" type="cylinder" size="${pillarRadius} .12" pos="0 0 .12" rgba=".78 .36 .30 1"/>
    ${puckBody(puckRadius, start.from)}
  </worldbody>
  ${puckActuators}
</mujoco>
`;
}
