/** @file Holds the worker's one live robot: starts it, replaces it, hands it new policies. */

import { CpuNetworks } from '../../core/compiled/cpuNetworks.ts';
import { CpuPolicy } from '../../core/compiled/cpuPolicy.ts';
import { Simulation } from '../../core/physics/simulation.ts';
import { decodePolicy as readPolicy } from '../../core/policy/policyFile.ts';
import { findScene } from '../../core/scenes/registry.ts';
import type { Scene } from '../../core/scenes/scene.ts';
import { engine } from './engine.ts';
import { EpisodeReplay } from './episodeReplay.ts';
import type { GraphPolicy } from './graphPolicy.ts';
import { type ActingPolicy, LiveRobot } from './liveRobot.ts';
import type { ActingGraph, LiveCast, LiveInput, LivePose, ReplayInput } from './protocol.ts';

export class LiveStage {
  private robot: LiveRobot | EpisodeReplay | null = null;
  /** What acts where it is an exported graph */
  private graph: GraphPolicy | null = null;
  private scene: Scene | null = null;
  private starts = 0;
  /** Without a policy nobody acts, whether it is to play or not. */
  private hasPolicy = false;
  private isPlaying = false;
  /** Policies come and go with every snapshot: their memory stays. */
  private readonly networks = new CpuNetworks();

  constructor(
    private readonly onPose: (pose: LivePose) => void,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** @throws Error where the policy's file is damaged or was trained for another scene, or the graph cannot be run */
  async start({ scene: id, policy: bytes, graph: exported, ghostPolicy, playing, ...input }: LiveInput): Promise<void> {
    const start = ++this.starts;
    const scene = findScene(id);
    const decoded = bytes ? decodePolicy(bytes, scene, this.networks) : restingPolicy(scene);
    const ghost = ghostPolicy && decodePolicy(ghostPolicy, scene, this.networks);
    const mujoco = await engine();
    const graph = exported ? await openGraph(exported) : null;
    // A later start overtook this one while the engine loaded.
    if (start !== this.starts) return graph?.close();
    const policy = graph ?? decoded;
    const episode = this.robot ? this.robot.currentEpisode + 1 : 0;
    this.endRobot();
    this.graph = graph;
    this.scene = scene;
    this.robot = new LiveRobot({
      ...input,
      createEnvironment: () => scene.create(mujoco),
      controlHz: scene.controlHz,
      // A lifted cube is to be seen lifted; a puck that has arrived would drive on, out of the picture.
      heldSeconds: scene.family === 'toy' ? 0 : 1,
      policy,
      ghostPolicy: ghost,
      episode,
      onPose: this.onPose,
      onFailure: this.onFailure,
    });
    this.hasPolicy = bytes !== null;
    this.setPlaying(playing);
  }

  /** @throws RangeError where the recording is not of the scene */
  async replay({ scene: id, playing, ...recording }: ReplayInput): Promise<void> {
    const start = ++this.starts;
    const scene = findScene(id);
    const mujoco = await engine();
    if (start !== this.starts) return;
    const simulation = new Simulation(mujoco, scene.mjcf());
    try {
      const episode = this.robot ? this.robot.currentEpisode + 1 : 0;
      const replay = new EpisodeReplay({ ...recording, simulation, episode, onPose: this.onPose });
      this.endRobot();
      this.robot = replay;
    } catch (error) {
      simulation.dispose();
      throw error;
    }
    this.scene = scene;
    this.hasPolicy = true;
    this.setPlaying(playing);
  }

  /** @throws Error where the policy's file is damaged or was trained for another scene */
  setPolicy(bytes: Uint8Array): void {
    const robot = this.acting();
    robot.setPolicy(decodePolicy(bytes, this.scene!, this.networks));
    this.hasPolicy = true;
    this.setPlaying(this.isPlaying);
  }

  /** @throws Error where the ghost's policy is damaged or was trained for another scene */
  setCast({ ghostPolicy, ...cast }: LiveCast): void {
    const robot = this.acting();
    robot.setCast({ ...cast, ghostPolicy: ghostPolicy && decodePolicy(ghostPolicy, this.scene!, this.networks) });
  }

  setPlaying(isPlaying: boolean): void {
    this.isPlaying = isPlaying;
    this.running().setPlaying(isPlaying && this.hasPolicy);
  }

  setSpeed(speed: number): void {
    this.running().setSpeed(speed);
  }

  setContacts(isMeasured: boolean): void {
    this.running().setContacts(isMeasured);
  }

  step(): void {
    if (this.hasPolicy) this.running().step();
  }

  reset(seed: number): void {
    this.running().reset(seed);
  }

  lookBack(controlStep: number): void {
    this.running().lookAt(controlStep);
  }

  private endRobot(): void {
    this.robot?.dispose();
    this.graph?.close();
    this.graph = null;
    this.networks.dispose();
  }

  private running(): LiveRobot | EpisodeReplay {
    if (!this.robot) throw new Error('there is no live robot; call startLive first');
    return this.robot;
  }

  private acting(): LiveRobot {
    const robot = this.running();
    if (robot instanceof EpisodeReplay) throw new Error('a recorded episode is shown; call startLive first');
    return robot;
  }
}

/** The runtime is large, and few ever watch a bundle. */
async function openGraph(graph: ActingGraph): Promise<GraphPolicy> {
  const { openGraphPolicy } = await import('./graphPolicy.ts');
  return openGraphPolicy(graph);
}

/** Stands in for a policy that there is not yet; the robot does not play with it. */
function restingPolicy({ actionSize }: Scene): ActingPolicy {
  return { actionSize, actionHorizon: 1, sample: () => new Float32Array(actionSize) };
}

function decodePolicy(bytes: Uint8Array, scene: Scene, networks: CpuNetworks): CpuPolicy {
  const policy = new CpuPolicy(readPolicy(bytes, 'live policy'), networks);
  if (policy.metadata.scene !== scene.id) {
    throw new Error(`the policy was trained for ${policy.metadata.scene} and cannot act in ${scene.id}`);
  }
  return policy;
}
