/** @file Holds the worker's one live robot: starts it, replaces it, hands it new policies. */
import { DeployedPolicy } from '../../core/policy/deployedPolicy.ts';
import { findScene } from '../../core/scenes/registry.ts';
import type { Scene } from '../../core/scenes/scene.ts';
import { engine } from './engine.ts';
import { LiveRobot } from './liveRobot.ts';
import type { LiveCast, LiveInput, LivePose } from './protocol.ts';

export class LiveStage {
  private robot: LiveRobot | null = null;
  private scene: Scene | null = null;
  private starts = 0;

  constructor(
    private readonly onPose: (pose: LivePose) => void,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** @throws Error where the policy's file is damaged or was trained for another scene */
  async start({ scene: id, policy: bytes, playing, ...input }: LiveInput): Promise<void> {
    const start = ++this.starts;
    const scene = findScene(id);
    const policy = decodePolicy(bytes, scene);
    const mujoco = await engine();
    // A later start overtook this one while the engine loaded.
    if (start !== this.starts) return;
    const episode = this.robot ? this.robot.currentEpisode + 1 : 0;
    this.robot?.dispose();
    this.scene = scene;
    this.robot = new LiveRobot({
      ...input,
      createEnvironment: () => scene.create(mujoco),
      controlHz: scene.controlHz,
      // A lifted cube is to be seen lifted; a puck that has arrived would drive on, out of the picture.
      heldSeconds: scene.family === 'toy' ? 0 : 1,
      policy,
      episode,
      onPose: this.onPose,
      onFailure: this.onFailure,
    });
    this.robot.setPlaying(playing);
  }

  /** @throws Error where the policy's file is damaged or was trained for another scene */
  setPolicy(bytes: Uint8Array): void {
    const robot = this.running();
    robot.setPolicy(decodePolicy(bytes, this.scene!));
  }

  setCast(cast: LiveCast): void {
    this.running().setCast(cast);
  }

  setPlaying(isPlaying: boolean): void {
    this.running().setPlaying(isPlaying);
  }

  setSpeed(speed: number): void {
    this.running().setSpeed(speed);
  }

  setContacts(isMeasured: boolean): void {
    this.running().setContacts(isMeasured);
  }

  step(): void {
    this.running().step();
  }

  reset(seed: number): void {
    this.running().reset(seed);
  }

  lookBack(controlStep: number): void {
    this.running().lookAt(controlStep);
  }

  private running(): LiveRobot {
    if (!this.robot) throw new Error('there is no live robot; call startLive first');
    return this.robot;
  }
}

function decodePolicy(bytes: Uint8Array, scene: Scene): DeployedPolicy {
  const policy = DeployedPolicy.decode(bytes, 'live policy');
  if (policy.metadata.scene !== scene.id) {
    throw new Error(`the policy was trained for ${policy.metadata.scene} and cannot act in ${scene.id}`);
  }
  return policy;
}
