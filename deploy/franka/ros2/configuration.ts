/** @file Which topics the robot speaks on, in which frames, and what of them the policy sees: a JSON file, with defaults. */
import { readFileSync } from 'node:fs';
import * as v from 'valibot';

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const finite = v.pipe(v.number(), v.finite());
const three = v.strictTuple([finite, finite, finite]);
const stringOf = (topic: string, type: string) =>
  v.optional(v.strictObject({ topic: v.optional(name, topic), type: v.optional(name, type) }), {});

const pose = 'geometry_msgs/msg/PoseStamped';
const jointState = 'sensor_msgs/msg/JointState';

/** A gripper command: a ROS 2 action's goal, or a message on a topic. */
const gripperCommand = v.variant('kind', [
  v.strictObject({ kind: v.literal('action'), name, type: name, goal: v.record(v.string(), v.unknown()) }),
  v.strictObject({ kind: v.literal('topic'), topic: name, type: name, message: v.record(v.string(), v.unknown()) }),
]);

/** Where one part of the policy's observation comes from */
const source = v.union([
  v.picklist(['grip position', 'hand quaternion', 'finger positions']),
  v.strictObject({
    object: name,
    value: v.picklist(['position', 'quaternion', 'from object to grip', 'position in hand', 'quaternion in hand']),
  }),
]);

const schema = v.strictObject({
  /** Of rosbridge */
  url: v.optional(v.pipe(v.string(), v.regex(/^wss?:\/\//, 'expected ws:// or wss://')), 'ws://127.0.0.1:9090'),
  /** Whose joint limits hold */
  arm: v.optional(v.picklist(['panda', 'fr3']), 'panda'),
  /**
   * What an observation's age is counted from: when the message arrived here, or its header's stamp, which asks for
   * clocks that agree.
   */
  stamps: v.optional(v.picklist(['arrival', 'header']), 'arrival'),
  /** Pose of the end effector, in the arm's base frame */
  pose: stringOf('/franka_robot_state_broadcaster/current_pose', pose),
  /** The point between the fingertips, in the frame of that pose, m: robosuite's is 97 mm from the hand, Franka's 103.4 mm */
  gripPoint: v.optional(three, [0, 0, -0.0064]),
  joints: v.optional(
    v.strictObject({
      topic: v.optional(name, '/joint_states'),
      type: v.optional(name, jointState),
      names: v.optional(
        v.pipe(v.array(name), v.length(7)),
        Array.from({ length: 7 }, (_, i) => `panda_joint${i + 1}`),
      ),
    }),
    {},
  ),
  fingers: v.optional(
    v.strictObject({
      topic: v.optional(name, '/franka_gripper/joint_states'),
      type: v.optional(name, jointState),
      names: v.optional(v.strictTuple([name, name]), ['panda_finger_joint1', 'panda_finger_joint2']),
      /** robosuite counts the second finger's travel downwards from 0 */
      signs: v.optional(v.strictTuple([finite, finite]), [1, -1]),
    }),
    {},
  ),
  /** Tracked objects by name: poses in the arm's base frame */
  objects: v.optional(v.record(name, stringOf('/object_pose', pose)), { cube: { topic: '/cube_pose', type: pose } }),
  /** By the key of the manifest's observation part */
  observation: v.optional(v.record(name, source), {
    robot0_eef_pos: 'grip position',
    robot0_eef_quat: 'hand quaternion',
    robot0_gripper_qpos: 'finger positions',
    'object.cube_pos': { object: 'cube', value: 'position' },
    'object.cube_quat': { object: 'cube', value: 'quaternion' },
    'object.gripper_to_cube_pos': { object: 'cube', value: 'from object to grip' },
  }),
  /** The Cartesian impedance controller's equilibrium pose */
  target: v.optional(
    v.strictObject({
      topic: v.optional(name, '/cartesian_impedance_controller/equilibrium_pose'),
      type: v.optional(name, pose),
      frame: v.optional(name, 'panda_link0'),
    }),
    {},
  ),
  gripper: v.optional(
    v.strictObject({
      open: v.optional(gripperCommand, {
        kind: 'action',
        name: '/franka_gripper/move',
        type: 'franka_msgs/action/Move',
        goal: { width: 0.08, speed: 0.1 },
      }),
      close: v.optional(gripperCommand, {
        kind: 'action',
        name: '/franka_gripper/grasp',
        type: 'franka_msgs/action/Grasp',
        goal: { width: 0.04, speed: 0.1, force: 20, epsilon: { inner: 0.04, outer: 0.04 } },
      }),
      /** The policy must ask so many control steps in a row before the gripper turns round */
      patience: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)), 3),
    }),
    {},
  ),
});

export type RosConfiguration = v.InferOutput<typeof schema>;
export type ObservationSource = v.InferOutput<typeof source>;
export type GripperCommand = v.InferOutput<typeof gripperCommand>;

/** @throws Error with the path of the first field that is not as it must be */
export function parseRosConfiguration(json: unknown, file = 'the ROS configuration'): RosConfiguration {
  const result = v.safeParse(schema, json);
  if (!result.success) {
    const [issue] = result.issues;
    throw new Error(`${file}: ${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}. Nothing was connected.`);
  }
  for (const [part, from] of Object.entries(result.output.observation)) {
    if (typeof from === 'object' && !(from.object in result.output.objects)) {
      throw new Error(`${file}: observation.${part}: there is no object ${from.object}. Nothing was connected.`);
    }
  }
  return result.output;
}

/** @param path of a JSON file; absent: the defaults @throws Error where it cannot be read or is not as it must be */
export function readRosConfiguration(path?: string): RosConfiguration {
  if (path === undefined) return parseRosConfiguration({});
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${path}: ${(error as Error).message}. Nothing was connected.`);
  }
  return parseRosConfiguration(json, path);
}
