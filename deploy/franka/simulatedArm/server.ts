/** @file Serves the simulated arm to one runner over a local socket. */
import { createServer, type Server, type Socket } from 'node:net';
import type { RunnerDisturbance } from '../../../src/core/export/runnerLog.ts';
import { loadMujoco } from '../../../src/core/physics/mujoco.ts';
import { findScene } from '../../../src/core/scenes/registry.ts';
import { ArmSimulation } from './armSimulation.ts';
import { Disturbance } from './disturbance.ts';
import { LiveArm } from './liveArm.ts';
import { readToArm, sendLine, type ToArm } from './protocol.ts';

/** Nothing but this machine reaches the arm. */
export const loopback = '127.0.0.1';

export interface SimulatedArmOptions {
  readonly scene: string;
  readonly rateHz: number;
  readonly disturbance: RunnerDisturbance;
  /** Of what is lost and blurred */
  readonly seed: number;
  /** 0: any that is free */
  readonly port: number;
  /** Control steps of an episode at most; absent: the scene's horizon, in the time that it takes at its own rate */
  readonly stepLimit?: number;
  /** A runner came and went. */
  readonly onLeave?: () => void;
  /** The simulation could not go on; its runner was told. */
  readonly onFailure?: (error: Error) => void;
}

export interface ServedArm {
  readonly port: number;
  close(): Promise<void>;
}

/** @throws RangeError where the scene or the rate cannot be served; Error where the port is taken */
export async function serveSimulatedArm(options: SimulatedArmOptions): Promise<ServedArm> {
  const scene = findScene(options.scene);
  const arm = new ArmSimulation(await loadMujoco(), scene, options.rateHz);
  warmUp(arm);
  const horizon = options.stepLimit ?? Math.round((scene.horizon * options.rateHz) / scene.controlHz);
  let runner: Socket | null = null;

  const server = createServer({ noDelay: true }, (socket) => {
    // A runner that breaks off is a runner that left.
    socket.on('error', () => {});
    if (runner) {
      sendLine(socket, { type: 'refused', message: 'another runner drives this arm; end it first' });
      socket.end();
      return;
    }
    runner = socket;
    const leave = serveRunner(socket, arm, horizon, options);
    socket.on('close', () => {
      leave();
      runner = null;
      options.onLeave?.();
    });
  });
  const port = await listen(server, options.port);
  let closing: Promise<void> | null = null;
  const close = async () => {
    runner?.destroy();
    await new Promise((resolve) => server.close(resolve));
    arm.dispose();
  };
  return {
    port,
    close() {
      closing ??= close();
      return closing;
    },
  };
}

/** Lets the engine compile what the first episode would else wait for: two seconds of motion, in no time. */
function warmUp(arm: ArmSimulation): void {
  arm.reset(0);
  const steps = Math.round(2 / arm.timestep);
  for (let step = 0; step < steps; step++) {
    if (step % arm.substeps === 0) arm.hold();
    arm.advance();
    if (step % arm.substeps === 0) arm.snapshot();
  }
}

/** @returns what to do when the runner has left */
function serveRunner(socket: Socket, arm: ArmSimulation, horizon: number, options: SimulatedArmOptions): () => void {
  const { disturbance: settings } = options;
  const disturbance = new Disturbance(settings, options.seed);
  let episode = 0;
  const live = new LiveArm(arm, horizon, {
    onState(snapshot, step, time) {
      // A reset is answered for sure; what follows goes through the disturbed channel.
      const delay = disturbance.observationDelay();
      if (delay === null && step > 0) return;
      const observation = disturbance.blur(snapshot.observation);
      const { joints, state } = snapshot;
      const message = { type: 'state', episode, step, time, observation, joints, state } as const;
      if (!delay) sendLine(socket, message);
      else setTimeout(() => sendLine(socket, message), delay);
    },
    onEnd: (end) => sendLine(socket, { type: 'ended', episode, ...end }),
    onFailure(error) {
      sendLine(socket, { type: 'refused', message: error.message });
      options.onFailure?.(error);
    },
  });

  const take = (message: ToArm) => {
    if (message.type === 'reset') {
      episode++;
      live.reset(message.seed);
    } else if (message.type === 'stop') live.stop();
    else if (message.episode === episode && !disturbance.losesCommand()) live.command(message.action);
  };
  readToArm(socket, take);
  const { substeps, timestep, observationSize, actionSize } = arm;
  const facts = { scene: options.scene, rateHz: options.rateHz, substeps, timestep, observationSize, actionSize };
  sendLine(socket, { type: 'hello', ...facts, ...settings });
  return () => live.rest();
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, loopback, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
