/**
 * @file The Franka Panda with its gripper as robosuite v1.2 models it: bodies, inertials, joints and motors.
 *
 * The numbers are facts of robosuite's `panda/robot.xml` and `panda_gripper.xml` (MIT); the model is written here from
 * them, and its shapes are primitives (`pandaShapes.ts`) instead of meshes. Every body has an explicit inertial, so
 * shapes change what the arm looks like and touches, never how it moves.
 */
import { pandaFingerShapes, pandaHandShapes, pandaLinkShapes } from './pandaShapes.ts';

export const pandaJoints = 7;

/** robosuite's initial joint angles: the gripper points down, about 20 cm above the table. */
export const pandaInitialAngles = [0, Math.PI / 16, 0, -Math.PI / 2 - Math.PI / 3, 0, Math.PI - 0.2, Math.PI / 4];

/** Standard deviation of the Gaussian that robosuite adds to each initial angle, rad. */
export const pandaInitialNoise = 0.02;

/** Initial finger positions, m: half open, and too narrow for the cube. */
export const pandaInitialFingers = [0.020833, -0.020833];

/** Positions (qpos) of one arm and its fingers at the nominal start, `[9]`. */
export const pandaStart: readonly number[] = [...pandaInitialAngles, ...pandaInitialFingers];

/** Where the mount holds `link0`, m. */
export const pandaMountHeight = 0.912;

export interface PandaPlacement {
  /** Goes before every name, such as `robot0_` */
  readonly prefix: string;
  /** Of `link0` in the world, m */
  readonly position: readonly [number, number, number];
  /** Turn about the vertical, rad; 0 where absent */
  readonly yaw?: number;
}

interface Link {
  readonly position: string;
  readonly quaternion: string;
  readonly mass: number;
  readonly centre: string;
  /** The same about all three axes, kg·m² */
  readonly inertia: number;
  readonly range: string;
  readonly damping: number;
  /** N·m, both ways */
  readonly torqueLimit: number;
}

const links: readonly Link[] = [
  link('0 0 .333', '1 0 0 0', 3, '0 0 -.07', 0.3, '-2.8973 2.8973', 0.1, 80),
  link('0 0 0', '.7071 -.7071 0 0', 3, '0 -.1 0', 0.3, '-1.7628 1.7628', 0.1, 80),
  link('0 -.316 0', '.7071 .7071 0 0', 2, '.04 0 -.05', 0.2, '-2.8973 2.8973', 0.1, 80),
  link('.0825 0 0', '.7071 .7071 0 0', 2, '-.04 .05 0', 0.2, '-3.0718 -.0698', 0.1, 80),
  link('-.0825 .384 0', '.7071 -.7071 0 0', 2, '0 0 -.15', 0.2, '-2.8973 2.8973', 0.1, 80),
  link('0 0 0', '.7071 .7071 0 0', 1.5, '.06 0 0', 0.1, '-.0175 3.7525', 0.01, 12),
  link('.088 0 0', '.7071 .7071 0 0', 0.5, '0 0 .08', 0.05, '-2.8973 2.8973', 0.01, 12),
];

/** The two fingers: which way along the hand's y axis, and the range of the slide, m. */
const fingers = [
  { name: 'left', joint: 'finger_joint1', side: 1, range: '0 .04' },
  { name: 'right', joint: 'finger_joint2', side: -1, range: '-.04 0' },
] as const;

/** Largest torque of each motor, N·m, `[7]`. */
export const pandaTorqueLimits = links.map((each) => each.torqueLimit);

/** The body tree of one arm, to be put into a worldbody. */
export function pandaBody({ prefix, position, yaw = 0 }: PandaPlacement): string {
  const arm = links.reduceRight((child, each, index) => linkBody(prefix, index + 1, each, child), handBody(prefix));
  return `
    <body name="${prefix}base" pos="${position.join(' ')}" quat="${Math.cos(yaw / 2)} 0 0 ${Math.sin(yaw / 2)}">
      <body name="${prefix}link0">
        <inertial pos="0 0 .05" mass="4" diaginertia=".4 .4 .4"/>
        ${pandaLinkShapes[0]}
        ${arm}
      </body>
    </body>`;
}

/** The motors of one arm and its gripper, to be put into the actuator section. */
export function pandaActuators(prefix: string): string {
  const motors = links.map(
    ({ torqueLimit: limit }, index) =>
      `<motor name="${prefix}torque${index + 1}" joint="${prefix}joint${index + 1}" ctrlrange="${-limit} ${limit}"/>`,
  );
  const grippers = fingers.map(
    ({ joint, range }) =>
      `<position name="${prefix}${joint}" joint="${prefix}${joint}" kp="1000" forcerange="-20 20" ctrlrange="${range}"/>`,
  );
  return [...motors, ...grippers].join('\n    ');
}

function link(
  position: string,
  quaternion: string,
  mass: number,
  centre: string,
  inertia: number,
  range: string,
  damping: number,
  torqueLimit: number,
): Link {
  return { position, quaternion, mass, centre, inertia, range, damping, torqueLimit };
}

function linkBody(prefix: string, number: number, each: Link, child: string): string {
  const { position, quaternion, mass, centre, inertia, range, damping } = each;
  return `
    <body name="${prefix}link${number}" pos="${position}" quat="${quaternion}">
      <inertial pos="${centre}" mass="${mass}" diaginertia="${inertia} ${inertia} ${inertia}"/>
      <joint name="${prefix}joint${number}" axis="0 0 1" range="${range}" damping="${damping}"/>
      ${pandaLinkShapes[number]}
      ${child}
    </body>`;
}

function handBody(prefix: string): string {
  return `
    <body name="${prefix}right_hand" pos="0 0 .1065" quat=".924 0 0 -.383">
      <inertial pos="0 0 0" mass=".5" diaginertia=".05 .05 .05"/>
      ${pandaHandShapes}
      <body name="${prefix}gripper" quat=".7071 0 0 -.7071">
        <inertial pos="0 0 .17" quat=".7071 .7071 0 0" mass=".3" diaginertia=".09 .07 .05"/>
        <site name="${prefix}grip_site" pos="0 0 .097"/>
        ${fingers.map((finger) => fingerBody(prefix, finger)).join('')}
      </body>
    </body>`;
}

/** The pad's solref makes it soft and springy, and its friction double: robosuite's, so that a grasp holds. */
function fingerBody(prefix: string, { name, joint, side, range }: (typeof fingers)[number]): string {
  return `
        <body name="${prefix}${name}finger" pos="0 0 .0524" quat=".7071 0 0 .7071">
          <inertial pos="0 0 .05" mass=".1" diaginertia=".01 .01 .005"/>
          <joint name="${prefix}${joint}" type="slide" axis="0 1 0" range="${range}" damping="100" armature="1" frictionloss="1"/>
          ${pandaFingerShapes[name]}
          <body name="${prefix}${joint}_tip" pos="0 ${side * 0.0085} .056">
            <inertial pos="0 0 0" mass=".01" diaginertia=".01 .01 .01"/>
            <geom name="${prefix}${name}_pad" type="box" size=".008 .004 .008" pos="0 ${side * -0.005} -.015" group="0"
              friction="2 .05 .0001" solref=".01 .5"/>
          </body>
        </body>`;
}
