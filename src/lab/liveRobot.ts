/** @file The robot in the middle of the page: its physics worker, its policy, and its poses. */
import type { LivePose } from '../workers/physics/protocol.ts';
import type { SupervisedWorker } from '../workers/rpc/supervisor.ts';
import type { PolicyUpdate } from '../workers/training/protocol.ts';
import { type FetchFile, policyPath } from './files.ts';
import type { LivePolicy, LiveState } from './labState.ts';
import type { PhysicsWorker } from './labWorkers.ts';
import { type CastName, castOf } from './liveCast.ts';

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
  private isWatched = true;
  /** Grows with each scene shown: an answer for an older one is dropped. */
  private generation = 0;

  constructor(private readonly options: LiveRobotOptions) {}

  /** Called for the first worker and for each one after it. */
  attach(worker: PhysicsWorker): void {
    worker.on('pose', (pose) => this.options.onPose(pose));
    worker.on('liveFailure', ({ message }) => this.options.patch({ phase: 'failed', problem: message }));
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

  /** Shows a scene, moved by its shipped policy or by the one given. @param seed of the first episode */
  async show(scene: string, run?: PolicyUpdate, seed = 0): Promise<void> {
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
      const { cast, speed, showsContacts: contacts } = this.options.read();
      this.setPolicy(policy);
      const manner = { ...castOf[cast], speed, contacts, playing: this.isMoving };
      await worker.client.call('startLive', { scene, policy, seed, ...manner });
      if (isStale()) return;
      patch({ phase: 'ready', policy: labelOf(run) });
      if (this.isMoving !== manner.playing) await this.tellWhetherMoving();
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

  async setCast(cast: CastName): Promise<void> {
    this.options.patch({ cast });
    if (this.isReady) await this.client.call('setLiveCast', castOf[cast]);
  }

  async setPlaying(isPlaying: boolean): Promise<void> {
    this.options.patch({ isPlaying });
    await this.tellWhetherMoving();
  }

  /** Whether anybody can see the robot; unseen it stands still, and goes on when it is seen again. */
  async setWatched(isWatched: boolean): Promise<void> {
    if (isWatched === this.isWatched) return;
    this.isWatched = isWatched;
    // A paused robot stays as it is, also one that is looked back at.
    if (this.options.read().isPlaying) await this.tellWhetherMoving();
  }

  async setSpeed(speed: number): Promise<void> {
    this.options.patch({ speed });
    if (this.isReady) await this.client.call('setLiveSpeed', { speed });
  }

  async setContacts(showsContacts: boolean): Promise<void> {
    this.options.patch({ showsContacts });
    if (this.isReady) await this.client.call('setLiveContacts', { measured: showsContacts });
  }

  async step(): Promise<void> {
    await this.client.call('stepLive');
  }

  async lookBack(controlStep: number): Promise<void> {
    this.options.patch({ isPlaying: false });
    await this.client.call('lookBack', { controlStep });
  }

  async newEpisode(seed: number): Promise<void> {
    await this.client.call('resetLive', { seed });
  }

  private get client(): PhysicsWorker {
    return this.options.worker.client;
  }

  /** What is set before then is part of the start. */
  private get isReady(): boolean {
    return this.options.read().phase === 'ready';
  }

  private get isMoving(): boolean {
    return this.isWatched && this.options.read().isPlaying;
  }

  private async tellWhetherMoving(): Promise<void> {
    if (this.isReady) await this.client.call('setLivePlaying', { playing: this.isMoving });
  }

  private setPolicy(policy: Uint8Array | null): void {
    this.policy = policy;
    for (const listener of this.policyListeners) listener(policy);
  }

  private async sendPolicy(): Promise<void> {
    await this.client.call('setLivePolicy', { policy: this.policy! });
  }
}

function labelOf(run: PolicyUpdate | undefined): LivePolicy {
  return run ? { kind: 'run', step: run.step } : { kind: 'shipped' };
}
