import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Manifest, parseManifest } from '../../../src/core/export/manifest.ts';
import { loadMujoco } from '../../../src/core/physics/mujoco.ts';
import { findScene } from '../../../src/core/scenes/registry.ts';
import { type BundleFolder, liftBundle } from '../bundleFixture.ts';
import { now } from '../clock.ts';
import type { RobotState, Vector3 } from '../robot.ts';
import { parseRosConfiguration } from './configuration.ts';
import { liftBase, RosbridgeArm } from './rosbridgeFixture.ts';
import { RosRobot } from './rosRobot.ts';
import { fromRotationVector, multiply, type Pose, type Quaternion, rotate } from './rotations.ts';

const targets = '/cartesian_impedance_controller/equilibrium_pose';
let bundle: BundleFolder;
let manifest: Manifest;
/** What the lab's scene observes where an episode begins */
let observed: Float64Array;

beforeAll(async () => {
  bundle = await liftBundle();
  manifest = parseManifest(bundle.content['manifest.json']);
  const scene = findScene('lift').create(await loadMujoco());
  observed = scene.reset(3);
  scene.dispose();
});
afterAll(() => bundle.remove());

/** From the world to the base, whose axes are the same. */
const toBase = (offset: number): Vector3 =>
  [0, 1, 2].map((i) => observed[offset + i] - liftBase[i]) as unknown as Vector3;
const quaternionAt = (offset: number) => Array.from(observed.slice(offset, offset + 4)) as unknown as Quaternion;

/** The end effector of Franka's own frame is 6.4 mm beyond robosuite's grip point, along the hand's z axis. */
function startPose(): Pose {
  const orientation = quaternionAt(3);
  const beyond = rotate(orientation, [0, 0, 0.0064]);
  const grip = toBase(0);
  return { position: [0, 1, 2].map((i) => grip[i] + beyond[i]) as unknown as Vector3, orientation };
}

let bridge: RosbridgeArm;
let robot: RosRobot;
afterEach(async () => {
  await robot?.close();
  await bridge?.close();
});

async function connect(more: object = {}): Promise<void> {
  bridge = await RosbridgeArm.start({
    endEffector: startPose(),
    cube: { position: toBase(9), orientation: quaternionAt(12) },
  });
  bridge.width = observed[7];
  robot = await RosRobot.connect(bridge.configuration(more), manifest);
}

async function until<Value>(read: () => Value | null | undefined | false): Promise<Value> {
  const deadline = Date.now() + 5000;
  while (Date.now() < deadline) {
    const value = read();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('it did not happen within 5 s');
}

const state = (): Promise<RobotState> => until(() => robot.newest());
const delta = (...values: readonly number[]) => Float64Array.from([...values, ...new Array(7 - values.length).fill(0)]);

describe('the arm behind rosbridge', () => {
  it("shows the policy what the lab's scene observes at the same place", async () => {
    await connect();
    const { observation, joints, endEffector, simulatorState } = await state();
    expect(observation).toHaveLength(19);
    Array.from(observation).forEach((value, i) => {
      expect(value, `number ${i}`).toBeCloseTo(observed[i], 6);
    });
    expect(joints).toHaveLength(7);
    expect(joints?.[3]).toBeCloseTo(-2.6, 9);
    endEffector.forEach((value, i) => {
      expect(value).toBeCloseTo(observed[i], 6);
    });
    expect(simulatorState).toBeNull();
  });

  it('gives a quaternion the sign that the policy was trained on, whichever the robot sends', async () => {
    await connect();
    bridge.pose = {
      ...bridge.pose,
      orientation: bridge.pose.orientation.map((value) => -value) as unknown as Quaternion,
    };
    const { observation } = await state();
    for (let i = 3; i < 7; i++) expect(observation[i]).toBeCloseTo(observed[i], 6);
  });

  it('subscribes and advertises under the configured names and types', async () => {
    await connect({ target: { topic: '/my/equilibrium_pose', frame: 'fr3_link0' } });
    await state();
    const subscribed = bridge.received
      .filter(({ op }) => op === 'subscribe')
      .map(({ topic, type }) => `${topic} ${type}`);
    expect(subscribed).toContain('/joint_states sensor_msgs/msg/JointState');
    expect(subscribed).toContain('/cube_pose geometry_msgs/msg/PoseStamped');
    const advertised = bridge.received.filter(({ op }) => op === 'advertise');
    expect(advertised.map(({ topic, type }) => `${topic} ${type}`)).toEqual([
      '/my/equilibrium_pose geometry_msgs/msg/PoseStamped',
    ]);
    robot.command(delta(0.01), await state());
    const { msg } = await until(() => bridge.published('/my/equilibrium_pose')[0]);
    expect(msg.header.frame_id).toBe('fr3_link0');
  });

  it('turns an action into the measured pose plus the delta, in the frame of the base', async () => {
    await connect();
    const from = await state();
    robot.command(delta(0.01, -0.02, 0.03, 0, 0, 0.1), from);
    const { msg } = await until(() => bridge.published(targets)[0]);
    const turn = fromRotationVector([0, 0, 0.1]);
    const orientation = multiply(turn, quaternionAt(3));
    // The grip point moves by the delta; the end effector stays 6.4 mm beyond it, along the turned hand.
    const beyond = rotate(orientation, [0, 0, 0.0064]);
    [0.01, -0.02, 0.03].forEach((shift, i) => {
      expect(msg.pose.position['xyz'[i]]).toBeCloseTo(toBase(0)[i] + shift + beyond[i], 6);
    });
    orientation.forEach((value, i) => {
      expect(msg.pose.orientation['xyzw'[i]]).toBeCloseTo(value, 6);
    });
  });

  it('keeps the old target rotation where an action does not turn', async () => {
    await connect();
    robot.command(delta(0, 0, 0, 0, 0, 0.2), await state());
    const first = await until(() => bridge.published(targets)[0]);
    robot.command(delta(0.01), await state());
    const second = await until(() => bridge.published(targets)[1]);
    expect(second.msg.pose.orientation).toEqual(first.msg.pose.orientation);
  });

  it('tells the gripper to turn round once, after it was asked three times in a row', async () => {
    await connect();
    for (const closing of [1, 1, -1, 1, 1, 0.4, 1, 1, -1, -1, -0.2]) {
      robot.command(delta(0, 0, 0, 0, 0, 0, closing), await state());
    }
    const goals = () => bridge.received.filter(({ op }) => op === 'send_action_goal');
    await until(() => goals().length === 2);
    expect(goals().map(({ action }) => action)).toEqual(['/franka_gripper/grasp', '/franka_gripper/move']);
    expect(goals()[0].args).toMatchObject({ width: 0.04, force: 20 });
    expect(robot.problem).toBeNull();
  });

  it('sees no new state where only stamps that stand still arrive, so that the observation grows old', async () => {
    await connect();
    await state();
    bridge.isSilent = true;
    await new Promise((resolve) => setTimeout(resolve, 50));
    const last = robot.newest()!;
    const header = { stamp: { sec: 1, nanosec: 0 }, frame_id: 'panda_link0' };
    const pose = { position: { x: 0, y: 0, z: 0 }, orientation: { x: 0, y: 0, z: 0, w: 1 } };
    for (let message = 0; message < 5; message++) {
      bridge.publish('/franka_robot_state_broadcaster/current_pose', { header, pose });
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(robot.newest()!.sequence).toBe(last.sequence);
    expect(now() - robot.newest()!.time).toBeGreaterThan(100);
  });

  it('is no longer trusted after a number that is not finite, which rosbridge writes as null', async () => {
    await connect();
    await state();
    bridge.joints[2] = null;
    expect(await until(() => robot.problem)).toContain('/joint_states was not understood');
  });

  it('is no longer trusted after the connection was lost', async () => {
    await connect();
    await state();
    bridge.drop();
    expect(await until(() => robot.problem)).toContain('rosbridge');
  });

  it('makes the measured pose the target when it is stopped, and takes no command after that', async () => {
    await connect();
    robot.command(delta(0.05), await state());
    await until(() => bridge.published(targets)[0]);
    await robot.stop();
    robot.command(delta(0.05), await state());
    await new Promise((resolve) => setTimeout(resolve, 50));
    const sent = bridge.published(targets);
    expect(sent).toHaveLength(4);
    expect(sent[3].msg.pose.position.x).toBeLessThan(sent[0].msg.pose.position.x);
  });

  it('is told nothing when it is stopped before it was ever moved', async () => {
    await connect();
    await state();
    await robot.stop();
    expect(bridge.published(targets)).toEqual([]);
  });
});

describe('the ROS configuration', () => {
  it('has the defaults that the guide shows', () => {
    const guide = readFileSync(new URL('../../../docs/deploy-franka.md', import.meta.url), 'utf8');
    const [, shown] = /```json\n([\s\S]*?)```/.exec(guide)!;
    expect(parseRosConfiguration({})).toEqual(JSON.parse(shown));
  });

  it('is refused with the path of what is wrong', () => {
    expect(() => parseRosConfiguration({ arm: 'ur5' })).toThrow(/arm: /);
    expect(() => parseRosConfiguration({ joints: { names: ['one'] } })).toThrow(/joints\.names/);
    expect(() => parseRosConfiguration({ topics: {} })).toThrow(/topics/);
    expect(() => parseRosConfiguration({ objects: {} })).toThrow(/no object cube/);
  });

  it('is refused where the policy sees what no topic gives, or in another size', async () => {
    bridge = await RosbridgeArm.start({ endEffector: startPose(), cube: startPose() });
    const missing = bridge.configuration({ observation: { robot0_eef_pos: 'grip position' } });
    await expect(RosRobot.connect(missing, manifest)).rejects.toThrow(/observation\.robot0_eef_quat is missing/);
    const { observation } = bridge.configuration();
    const wrong = bridge.configuration({ observation: { ...observation, robot0_eef_pos: 'hand quaternion' } });
    await expect(RosRobot.connect(wrong, manifest)).rejects.toThrow(/robot0_eef_pos: hand quaternion has 4/);
  });

  it('with an address where nothing listens is answered with what to start', async () => {
    const configuration = parseRosConfiguration({ url: 'ws://127.0.0.1:9' });
    await expect(RosRobot.connect(configuration, manifest)).rejects.toThrow(/no rosbridge at .*ros2 launch/);
  });
});
