/** @file Dials' measures and its MJCF: a puck in a round yard, two doors opposite each other, and two dials that name them. */
import { puckActuators, puckBody, puckDrive } from './puck.ts';

/** Seconds */
export const physicsTimestep = 0.01;
export const substeps = 20;

/** Metres, radians, and metres a second; the yard's middle is the origin. */
export const yard = {
  puckRadius: 0.04,
  /** Of the wall's middle line */
  radius: 0.45,
  wallThickness: 0.03,
  /** Between a door's middle and its posts: so wide that the puck's middle may be 15° off */
  doorHalfAngle: (21.5 * Math.PI) / 180,
  /** How far from the middle an episode begins, at most */
  startSpread: 0.01,
  /** Of an action of length 1 */
  speed: 0.75,
} as const;

/** How far a needle turns to either side at a reading of −1 or 1. */
const needleAngle = (135 * Math.PI) / 180;

const segments = 24;

/**
 * Angle of one of the two doors: the sum of both readings times 90°, so that the doors turn once round while the sum goes
 * from −2 to 2. Being opposite, they look the same again after half of that.
 * @param first @param second readings of the dials, −1 … 1
 * @returns radians; the other door is opposite
 */
export function doorAngle(first: number, second: number): number {
  return 0.5 * Math.PI * (first + second);
}

/** Angle of a needle at a reading, radians. */
export function needleTurn(reading: number): number {
  return needleAngle * reading;
}

export function dialsMjcf(): string {
  const { puckRadius, speed } = yard;
  return `<mujoco model="dials">
  <option timestep="${physicsTimestep}" integrator="implicitfast"/>
  <default>
    <default class="drawn">
      <geom contype="0" conaffinity="0"/>
    </default>
    <default class="wall">
      <geom type="box" rgba=".52 .57 .64 1"/>
    </default>
    <default class="held">
      <joint type="hinge" axis="0 0 1" armature="1000"/>
    </default>
    ${puckDrive(speed)}
  </default>
  <worldbody>
    <light name="sun" directional="true" pos="0 0 4" dir="-0.3 0.4 -1"/>
    <geom name="floor" class="drawn" type="plane" size="20 20 1" rgba=".85 .87 .9 1"/>
    <geom name="middle" class="drawn" type="cylinder" size="${puckRadius + 0.02} .002" pos="0 0 .002" rgba=".66 .70 .76 1"/>
    <body name="doors">
      <joint name="doors" class="held"/>
      ${walls()}
      ${doors()}
    </body>
    ${dial('first', -0.3)}
    ${dial('second', 0.3)}
    ${puckBody(puckRadius, 0)}
  </worldbody>
  ${puckActuators}
</mujoco>
`;
}

/** Two arcs of straight pieces, from post to post. */
function walls(): string {
  const { radius, wallThickness, doorHalfAngle } = yard;
  const span = (Math.PI - 2 * doorHalfAngle) / segments;
  const half = radius * Math.tan(span / 2);
  return Array.from({ length: 2 * segments }, (_, i) => {
    const arc = i < segments ? 0 : Math.PI;
    const angle = arc + doorHalfAngle + ((i % segments) + 0.5) * span;
    return `<geom name="wall ${i}" class="wall" size="${wallThickness / 2} ${half} .04" ${placed(radius, angle, 0.04)}/>`;
  }).join('\n      ');
}

function doors(): string {
  const { radius, doorHalfAngle } = yard;
  const half = radius * Math.sin(doorHalfAngle) - 0.01;
  return [0, Math.PI]
    .map(
      (angle, i) =>
        `<geom name="door ${i}" class="drawn" type="box" size=".07 ${half} .003" ${placed(radius + 0.04, angle, 0.003)} rgba=".24 .62 .42 1"/>`,
    )
    .join('\n      ');
}

function placed(radius: number, angle: number, z: number): string {
  return `pos="${radius * Math.cos(angle)} ${radius * Math.sin(angle)} ${z}" euler="0 0 ${(angle * 180) / Math.PI}"`;
}

/** A needle points away from the viewer at 0 and turns counter-clockwise as the reading grows. */
function dial(name: string, x: number): string {
  return `<body name="${name} dial" pos="${x} -0.72 0">
      <joint name="${name} dial" class="held"/>
      <geom name="${name} face" class="drawn" type="cylinder" size=".13 .006" pos="0 0 .006" rgba=".97 .97 .98 1"/>
      <geom name="${name} needle" class="drawn" type="box" size=".009 .055 .004" pos="0 .055 .016" rgba=".78 .36 .30 1"/>
      <geom name="${name} hub" class="drawn" type="cylinder" size=".02 .006" pos="0 0 .018" rgba=".20 .24 .32 1"/>
    </body>`;
}
