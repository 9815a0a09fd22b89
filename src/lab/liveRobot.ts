/** @file The robot in the middle of the page: its physics worker, its policy, and its poses. */
import type { LivePose } from '../workers/physics/protocol.ts';
import type { SupervisedWorker } from '../workers/rpc/supervisor.ts';
import type { PolicyUpdate } from '../workers/training/protocol.ts';
import { type FetchFile, policyPath } from './files.ts';
import type { LivePolicy, LiveState } from './labState.ts';
import type { PhysicsWorker } from './labWorkers.ts';

export interface LiveRobotOptions {
  readonly worker: SupervisedWorker<PhysicsWorker>;
  readonly fetchFile: FetchFile;
  read(): LiveState;
  patch(change: Partial<LiveState>): void;
  onPose(pose: LivePose): void;
}

export class LiveRobot {
  /** Files already fetched, so that going back to a scene is instant */
  private readonly shipped = new Map<string, Promise<Uint8Array>>();
  /** Bytes of the policy file that acts now; null while none does */
  policy: Uint8Array | null = null;
  private readonly policyListeners = new Set<(policy: Uint8Array | null) => void>();
  /** Grows with each scene shown: an answer for an older one is dropped. */
  private generation = 0;

  constructor(private readonly options: LiveRobotOptions) {}

  /** Called for the first worker and for each one after it. */
  attach(worker: PhysicsWorker): void {
    worker.on('pose', (pose) => this.options.onPose(pose));
  }

  /** Called with the bytes of each policy that begins to act, and with null while none does. They are not to be transferred. */
  onPolicy(listener: (policy: Uint8Array | null) => void): () => void {
    this.policyListeners.add(listener);
    return () => this.policyListeners.delete(listener);
  }

  /** Begins to load a scene's shipped policy before it is needed. */
  prefetch(scene: string): Promise<Uint8Array> {
    const file = this.shipped.get(scene) ?? this.options.fetchFile(policyPath(scene));
    this.shipped.set(scene, file);
    file.catch(() => this.shipped.delete(scene));
    return file;
  }

  /** Shows a scene, moved by its shipped policy or by the one given. */
  async show(scene: string, run?: PolicyUpdate): Promise<void> {
    const { patch, worker } = this.options;
    const generation = ++this.generation;
    const isStale = () => generation !== this.generation;
    this.setPolicy(null);
    patch({ phase: 'loading', scene, description: null, problem: null });
    try {
      const policyFile = run ? Promise.resolve(run.policy) : this.prefetch(scene);
      policyFile.catch(() => undefined);
      const description = await worker.client.call('describe', { scene });
      if (isStale()) return;
      patch({ description });
      const policy = await policyFile;
      if (isStale()) return;
      const { steps, isPlaying } = this.options.read();
      this.setPolicy(policy);
      await worker.client.call('startLive', { scene, policy, steps, seed: 0, playing: isPlaying });
      if (!isStale()) patch({ phase: 'ready', policy: labelOf(run) });
    } catch (error) {
      if (!isStale()) patch({ phase: 'failed', problem: (error as Error).message });
    }
  }

  /** Lets a run's weights act from the next chunk on. */
  async takeOver(run: PolicyUpdate): Promise<void> {
    const { phase, scene } = this.options.read();
    if (phase === 'loading') return;
    // Without a shipped policy the robot stood still until now.
    if (phase === 'failed') return this.show(scene, run);
    this.setPolicy(run.policy);
    await this.sendPolicy();
    this.options.patch({ policy: labelOf(run) });
  }

  /** The shipped policy acts again, from the start of an episode. */
  async returnToShipped(): Promise<void> {
    const { scene, phase } = this.options.read();
    if (phase !== 'ready') return this.show(scene);
    this.setPolicy(await this.prefetch(scene));
    await this.sendPolicy();
    await this.newEpisode(0);
    this.options.patch({ policy: labelOf(undefined) });
  }

  async setSteps(steps: number): Promise<void> {
    this.options.patch({ steps });
    if (this.policy) await this.sendPolicy();
  }

  async setPlaying(isPlaying: boolean): Promise<void> {
    this.options.patch({ isPlaying });
    await this.options.worker.client.call('setLivePlaying', { playing: isPlaying });
  }

  async step(): Promise<void> {
    await this.options.worker.client.call('stepLive');
  }

  async newEpisode(seed: number): Promise<void> {
    await this.options.worker.client.call('resetLive', { seed });
  }

  private setPolicy(policy: Uint8Array | null): void {
    this.policy = policy;
    for (const listener of this.policyListeners) listener(policy);
  }

  private async sendPolicy(): Promise<void> {
    const { steps } = this.options.read();
    await this.options.worker.client.call('setLivePolicy', { policy: this.policy!, steps });
  }
}

function labelOf(run: PolicyUpdate | undefined): LivePolicy {
  return run ? { kind: 'run', step: run.step } : { kind: 'shipped' };
}
