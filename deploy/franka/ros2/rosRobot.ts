/**
 * @file A Franka arm behind rosbridge: joint states, end effector and objects in, equilibrium poses out.
 *
 * The target of a command is the measured pose plus the action's delta, as the lab's controller takes it, so an arm that
 * is held back does not wind up a far target. When the runner falls silent, the controller keeps the last target: never
 * further from the arm than one action.
 */
import { Ros, Topic } from 'roslib';
import type { Manifest } from '../../../src/core/export/manifest.ts';
import { now } from '../clock.ts';
import type { EpisodeEnd, Robot, RobotState, Vector3 } from '../robot.ts';
import type { RosConfiguration } from './configuration.ts';
import { RosGripper } from './gripper.ts';
import { poseStampedMessage, readJointState, readPoseStamped, type Stamped } from './messages.ts';
import { ObservationMapping } from './observation.ts';
import { add, fromRotationVector, multiply, type Pose, type Quaternion } from './rotations.ts';

/** Longest wait for rosbridge, ms */
const connectionPatience = 5000;

/** How often the holding pose is sent when the arm is stopped: one message may be lost */
const stopMessages = 3;

/** A reading, and when: ms of `now`, and the header's own */
interface Reading<Value> extends Stamped<Value> {
  readonly time: number;
}

export class RosRobot implements Robot {
  readonly name: string;
  readonly isHardware = true;
  problem: string | null = null;
  private readonly mapping: ObservationMapping;
  private readonly target: Topic<unknown>;
  private readonly gripper: RosGripper;
  private readonly subscriptions: Topic<unknown>[] = [];
  private readonly objects = new Map<string, Reading<Pose>>();
  private endEffector: Reading<Pose> | null = null;
  private joints: Reading<number[]> | null = null;
  private fingers: Reading<number[]> | null = null;
  private sequence = 0;
  private seen = '';
  private state: RobotState | null = null;
  /** Last rotation that was a target: a turn of exactly zero keeps it, as the lab's controller does */
  private targetRotation: Quaternion | null = null;
  private stopping: Promise<void> | null = null;

  /** @throws Error where rosbridge does not answer, or the manifest asks for what the configuration does not give */
  static async connect(configuration: RosConfiguration, manifest: Manifest): Promise<RosRobot> {
    const mapping = new ObservationMapping(manifest, configuration);
    const ros = new Ros();
    await new Promise<void>((resolve, reject) => {
      const fail = (why: string) => {
        clearTimeout(late);
        reject(
          new Error(
            `no rosbridge at ${configuration.url}: ${why}. Start it: ros2 launch rosbridge_server rosbridge_websocket_launch.xml`,
          ),
        );
      };
      const late = setTimeout(() => fail(`no answer within ${connectionPatience / 1000} s`), connectionPatience);
      ros.once('connection', () => {
        clearTimeout(late);
        resolve();
      });
      ros.once('error', (event) => fail(String((event as { message?: string }).message ?? 'the connection failed')));
      ros.connect(configuration.url).catch((error: Error) => fail(error.message));
    });
    return new RosRobot(ros, configuration, mapping);
  }

  private constructor(
    private readonly ros: Ros,
    private readonly configuration: RosConfiguration,
    mapping: ObservationMapping,
  ) {
    this.mapping = mapping;
    this.name = `ros2 ${configuration.arm} at ${configuration.url}`;
    ros.on('close', () => this.fail('rosbridge ended the connection'));
    ros.on('error', () => this.fail('the connection to rosbridge failed'));
    this.listen();
    const { topic, type } = configuration.target;
    this.target = new Topic({ ros, name: topic, messageType: type, reconnect_on_close: false, queue_size: 1 });
    this.target.advertise();
    this.gripper = new RosGripper(ros, configuration.gripper, (message) => this.fail(`the gripper failed: ${message}`));
  }

  newest(): RobotState | null {
    const { endEffector, fingers, joints } = this;
    if (!endEffector || !fingers || !joints) return null;
    const objects: Record<string, Pose> = {};
    const readings: Reading<unknown>[] = [endEffector, fingers, joints];
    for (const name of this.mapping.objects) {
      const reading = this.objects.get(name);
      if (!reading) return null;
      objects[name] = reading.value;
      readings.push(reading);
    }
    const seen = readings.map(({ stamp }) => stamp).join(' ');
    if (this.state && seen === this.seen) return this.state;
    this.seen = seen;
    const reading = { endEffector: endEffector.value, fingers: fingers.value, objects };
    this.state = {
      observation: this.mapping.observe(reading),
      time: Math.min(...readings.map(({ time }) => time)),
      sequence: ++this.sequence,
      joints: joints.value,
      simulatorState: null,
      endEffector: this.mapping.gripPose(reading).position,
    };
    return this.state;
  }

  /** Whether an object was lifted is for a person to say. */
  ended(): EpisodeEnd | null {
    return null;
  }

  command(action: Float64Array, from: RobotState): void {
    if (this.stopping || !this.endEffector) return;
    const measured = this.mapping.gripPose({ endEffector: this.endEffector.value });
    const turn: Vector3 = [action[3], action[4], action[5]];
    if (turn.some((value) => value !== 0) || !this.targetRotation) {
      this.targetRotation = multiply(fromRotationVector(turn), measured.orientation);
    }
    // The rules judged the action from this place, so the target lies where they allowed it.
    const position = add(from.endEffector, [action[0], action[1], action[2]]);
    this.publish(this.mapping.endEffectorPose({ position, orientation: this.targetRotation }));
    this.gripper.command(action[6]);
  }

  /** Makes the measured pose the target: the arm holds, and the gripper keeps what it has. */
  stop(): Promise<void> {
    this.stopping ??= this.holdMeasuredPose();
    return this.stopping;
  }

  private async holdMeasuredPose(): Promise<void> {
    // An arm that was never moved is not this runner's to hold.
    if (!this.targetRotation || !this.endEffector || !this.ros.isConnected) return;
    for (let message = 0; message < stopMessages; message++) {
      this.publish(this.endEffector.value);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  async close(): Promise<void> {
    const isOpen = this.ros.isConnected;
    for (const topic of this.subscriptions) topic.unsubscribe();
    this.target.unadvertise();
    if (!isOpen) return;
    await new Promise<void>((resolve) => {
      this.ros.once('close', () => resolve());
      this.ros.close();
      setTimeout(resolve, 1000).unref();
    });
  }

  private publish(pose: Pose): void {
    this.target.publish(poseStampedMessage(pose, this.configuration.target.frame, Date.now()));
  }

  private listen(): void {
    const { pose, joints, fingers, objects } = this.configuration;
    this.subscribe(pose.topic, pose.type, (message) => {
      this.endEffector = this.newer(this.endEffector, readPoseStamped(message));
    });
    this.subscribe(joints.topic, joints.type, (message) => {
      this.joints = this.newer(this.joints, readJointState(message, joints.names));
    });
    this.subscribe(fingers.topic, fingers.type, (message) => {
      const read = readJointState(message, fingers.names);
      const value = read?.value.map((position, i) => position * fingers.signs[i]);
      this.fingers = this.newer(this.fingers, read && { ...read, value: value! });
    });
    for (const name of new Set(this.mapping.objects)) {
      this.subscribe(objects[name].topic, objects[name].type, (message) => {
        const newer = this.newer(this.objects.get(name) ?? null, readPoseStamped(message));
        if (newer) this.objects.set(name, newer);
      });
    }
  }

  /** A message whose stamp does not go forwards is an old one: a frozen source grows stale. */
  private newer<Value>(before: Reading<Value> | null, read: Stamped<Value> | null): Reading<Value> | null {
    if (!read || (before && read.stamp <= before.stamp)) return before;
    const age = this.configuration.stamps === 'header' ? Math.max(0, Date.now() - read.stamp) : 0;
    return { ...read, time: now() - age };
  }

  private subscribe(name: string, messageType: string, take: (message: unknown) => void): void {
    // Of a queue at the bridge, only the newest message is of use.
    const options = { ros: this.ros, name, messageType, queue_length: 1, reconnect_on_close: false };
    const topic = new Topic<unknown>(options);
    topic.subscribe((message) => {
      try {
        take(message);
      } catch (error) {
        this.fail(`a message on ${name} was not understood: ${(error as Error).message}`);
      }
    });
    this.subscriptions.push(topic);
  }

  private fail(problem: string): void {
    this.problem ??= problem;
  }
}
