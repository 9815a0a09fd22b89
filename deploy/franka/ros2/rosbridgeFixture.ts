/**
 * @file For tests: a server that speaks rosbridge protocol v2 over a real socket, with an arm behind it that follows its
 * target with a lag. It has no physics; what is tested is the conversation, the frames and the rules.
 */
import { type WebSocket, WebSocketServer } from 'ws';
import { parseRosConfiguration, type RosConfiguration } from './configuration.ts';
import type { Pose } from './rotations.ts';

/** A message of the protocol, as far as it matters here. */
export interface BridgeMessage {
  readonly op: string;
  readonly topic?: string;
  readonly type?: string;
  readonly action?: string;
  readonly id?: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever a client publishes
  readonly msg?: any;
  readonly args?: unknown;
}

export interface ArmStart {
  /** End effector and object in the base frame */
  readonly endEffector: Pose;
  readonly cube: Pose;
  readonly joints?: readonly number[];
}

/** A pose well inside a Panda's limits */
const readyJoints = [0, 0.2, 0, -2.6, 0, 2.94, 0.785];

/** The world's origin, and so the Lift scene's table, in the frame of the arm's base, m */
export const liftBase = [-0.56, 0, 0.912] as const;

export class RosbridgeArm {
  readonly received: BridgeMessage[] = [];
  pose: Pose;
  cube: Pose;
  joints: (number | null)[];
  width = 0.02;
  /** While true, nothing is published */
  isSilent = false;
  /** Which way the arm goes when it is told to move: a robot that is mounted wrongly has −1 somewhere */
  follow: readonly [number, number, number] = [1, 1, 1];
  private target: Pose;
  private readonly topics = new Set<string>();
  private readonly timer: NodeJS.Timeout;

  static async start(start: ArmStart): Promise<RosbridgeArm> {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await new Promise<void>((resolve) => server.once('listening', () => resolve()));
    return new RosbridgeArm(server, start);
  }

  private constructor(
    private readonly server: WebSocketServer,
    start: ArmStart,
  ) {
    this.pose = start.endEffector;
    this.target = start.endEffector;
    this.cube = start.cube;
    this.joints = [...(start.joints ?? readyJoints)];
    server.on('connection', (socket: WebSocket) => {
      socket.on('message', (data: Buffer) => this.take(socket, JSON.parse(String(data))));
    });
    this.timer = setInterval(() => this.tick(), 10);
  }

  get url(): string {
    return `ws://127.0.0.1:${this.server.address().port}`;
  }

  configuration(more: object = {}): RosConfiguration {
    return parseRosConfiguration({ url: this.url, ...more });
  }

  published(topic: string): BridgeMessage[] {
    return this.received.filter((message) => message.op === 'publish' && message.topic === topic);
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    for (const client of this.server.clients) client.terminate();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  drop(): void {
    for (const client of this.server.clients) client.terminate();
  }

  publish(topic: string, msg: unknown): void {
    if (!this.topics.has(topic)) return;
    for (const client of this.server.clients) client.send(JSON.stringify({ op: 'publish', topic, msg }));
  }

  private take(socket: WebSocket, message: BridgeMessage): void {
    this.received.push(message);
    if (message.op === 'subscribe') this.topics.add(message.topic!);
    if (message.op === 'publish' && message.topic?.endsWith('equilibrium_pose')) {
      const { position: p, orientation: o } = message.msg.pose;
      this.target = { position: [p.x, p.y, p.z], orientation: [o.x, o.y, o.z, o.w] };
    }
    if (message.op === 'send_action_goal') {
      this.width = message.action!.endsWith('move') ? 0.04 : 0.02;
      const { id, action } = message;
      const values = { success: true };
      socket.send(JSON.stringify({ op: 'action_result', id, action, status: 4, values, result: true }));
    }
  }

  private tick(): void {
    const { pose, target, follow } = this;
    const position = pose.position.map((value, i) => value + follow[i] * 0.2 * (target.position[i] - value));
    this.pose = { position: position as unknown as Pose['position'], orientation: target.orientation };
    if (!this.isSilent) this.publishAll();
  }

  private publishAll(): void {
    const time = Date.now();
    const header = { stamp: { sec: Math.floor(time / 1000), nanosec: (time % 1000) * 1e6 }, frame_id: 'panda_link0' };
    const message = ({ position: [x, y, z], orientation: [qx, qy, qz, qw] }: Pose) => ({
      header,
      pose: { position: { x, y, z }, orientation: { x: qx, y: qy, z: qz, w: qw } },
    });
    const names = this.joints.map((_, i) => `panda_joint${i + 1}`);
    this.publish('/franka_robot_state_broadcaster/current_pose', message(this.pose));
    // A real bridge sends fingers among the joints, in an order of its own.
    this.publish('/joint_states', {
      header,
      name: ['panda_finger_joint1', ...names],
      position: [this.width, ...this.joints],
      velocity: [],
      effort: [],
    });
    this.publish('/franka_gripper/joint_states', {
      header,
      name: ['panda_finger_joint2', 'panda_finger_joint1'],
      position: [this.width, this.width],
      velocity: [],
      effort: [],
    });
    this.publish('/cube_pose', message(this.cube));
  }
}
