/** @file The simulated arm as a robot of the control loop: the runner's end of the socket. */
import { connect, type Socket } from 'node:net';
import type { RunnerDisturbance } from '../../../src/core/export/runnerLog.ts';
import type { EpisodeEnd, Robot, RobotState, Vector3 } from '../robot.ts';
import { readToRunner, sendLine, type ToRunner } from './protocol.ts';
import { loopback } from './server.ts';

type Hello = Extract<ToRunner, { type: 'hello' }>;

/** Longest wait for an answer: another process may be compiling the scene, ms. */
const patience = 20_000;

export class SimulatedRobot implements Robot {
  readonly name: string;
  readonly isHardware = false;
  problem: string | null = null;
  /** Physics that the arm's process left out, ms */
  slippedMs = 0;
  private state: RobotState | null = null;
  private end: EpisodeEnd | null = null;
  private episode = 0;
  private sequence = 0;
  private waiting: (() => void)[] = [];

  /** @throws Error where no arm answers at the port */
  static async connect(port: number): Promise<SimulatedRobot> {
    const socket = connect({ port, host: loopback, noDelay: true });
    let robot: SimulatedRobot | null = null;
    const hello = await new Promise<Hello>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no simulated arm answered at port ${port}`)), patience);
      const settle = (use: () => void) => {
        clearTimeout(late);
        use();
      };
      socket.once('error', (error) =>
        settle(() =>
          reject(new Error(`no simulated arm at port ${port}: ${error.message}. Start one: npm run franka -- serve`)),
        ),
      );
      readToRunner(socket, (message) => {
        if (message.type === 'refused')
          settle(() => reject(new Error(`the simulated arm refused: ${message.message}`)));
        else if (message.type === 'hello') settle(() => resolve(message));
        else robot?.take(message);
      });
    });
    robot = new SimulatedRobot(socket, hello);
    return robot;
  }

  private constructor(
    private readonly socket: Socket,
    readonly hello: Hello,
  ) {
    this.name = `simulated ${hello.scene} at ${hello.rateHz} Hz`;
    const lose = (problem: string) => {
      this.problem ??= problem;
      this.wake();
    };
    socket.on('error', (error) => lose(`the simulated arm's socket failed: ${error.message}`));
    socket.on('close', () => lose('the simulated arm ended the connection'));
  }

  get disturbance(): RunnerDisturbance {
    const { latencyMs, jitterMs, drop, noise } = this.hello;
    return { latencyMs, jitterMs, drop, noise };
  }

  newest(): RobotState | null {
    return this.state;
  }

  ended(): EpisodeEnd | null {
    return this.end;
  }

  async reset(seed: number): Promise<void> {
    this.episode++;
    this.state = null;
    this.end = null;
    sendLine(this.socket, { type: 'reset', seed });
    const deadline = Date.now() + patience;
    while (!this.state) {
      if (this.problem) throw new Error(this.problem);
      if (Date.now() > deadline) throw new Error('the simulated arm did not answer a reset');
      await new Promise<void>((resolve) => {
        const late = setTimeout(resolve, 100);
        this.waiting.push(() => {
          clearTimeout(late);
          resolve();
        });
      });
    }
  }

  command(action: Float64Array): void {
    sendLine(this.socket, { type: 'command', episode: this.episode, action: Array.from(action) });
  }

  async stop(): Promise<void> {
    sendLine(this.socket, { type: 'stop' });
  }

  async close(): Promise<void> {
    if (this.socket.destroyed) return;
    await new Promise<void>((resolve) => {
      this.socket.once('close', () => resolve());
      this.socket.end();
      setTimeout(() => this.socket.destroy(), 500).unref();
    });
  }

  private take(message: ToRunner): void {
    if (message.type === 'state' && message.episode === this.episode) {
      // A delayed packet may come after a younger one.
      if (this.state && message.time <= this.state.time) return;
      const { observation, time, joints, state } = message;
      const endEffector = observation.slice(0, 3) as unknown as Vector3;
      this.state = { observation, time, sequence: ++this.sequence, joints, simulatorState: state, endEffector };
      this.wake();
    } else if (message.type === 'ended' && message.episode === this.episode) {
      const { success, message: text, slippedMs } = message;
      this.slippedMs += slippedMs;
      this.end = { success, message: text };
    } else if (message.type === 'refused') {
      this.problem ??= message.message;
      this.wake();
    }
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
