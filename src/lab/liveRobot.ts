/** @file The robot in the middle of the page: its physics worker, its policy, and its poses. */
import type { ActingGraph, LiveCast, LivePose, ReplayInput } from '../workers/physics/protocol.ts';
import type { SupervisedWorker } from '../workers/rpc/supervisor.ts';
import type { PolicyUpdate } from '../workers/training/protocol.ts';
import type { ShownBundle } from './deployment/deploymentState.ts';
import { type FetchFile, policyPath, startPath } from './files.ts';
import type { LivePolicy, LiveState } from './labState.ts';
import type { PhysicsWorker } from './labWorkers.ts';
import { type CastName, castOf } from './liveCast.ts';

export interface LiveRobotOptions {
  readonly worker: SupervisedWorker<PhysicsWorker>;
  readonly fetchFile: FetchFile;
  read(): LiveState;
  patch(change: Partial<LiveState>): void;
  /** Whether a policy of the scene comes with the lab */
  hasShippedPolicy(scene: string): boolean;
  /** Bytes of the policy that the run on the page was fine-tuned from; null where it was not */
  before(): Uint8Array | null;
  onPose(pose: LivePose): void;
}

/** Recorded episodes, as the physics worker plays them */
export type Recording = Pick<ReplayInput, 'states' | 'episodes' | 'rateHz'>;

/** A bundle, as far as it is watched */
export type WatchedBundle = Pick<ShownBundle, 'name' | 'manifest' | 'onnx' | 'policy'>;

/** Whether what is shown came from a file: a bundle, or a runner's log. */
export const isGuest = ({ kind }: LivePolicy): boolean => kind === 'bundle' || kind === 'log';

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
  prefetch(scene: string): Promise<Uint8Array | null> {
    if (!this.options.hasShippedPolicy(scene)) return Promise.resolve(null);
    const file = this.shipped.get(scene) ?? this.options.fetchFile(policyPath(scene));
    this.shipped.set(scene, file);
    file.catch(() => this.shipped.delete(scene));
    return file;
  }

  /** Shows a scene, moved by its shipped policy or by the one given. @param seed of the first episode */
  show(scene: string, run?: PolicyUpdate, seed = 0): Promise<void> {
    const policy = run ? Promise.resolve(run.policy) : this.prefetch(scene);
    return this.showMoved(scene, policy, labelOf(run), seed);
  }

  /** Shows a bundle's scene, moved by its graph in onnxruntime-web; by its weights where that cannot run here. */
  async showBundle({ name, manifest, onnx, policy }: WatchedBundle): Promise<void> {
    const { scene } = manifest;
    const label = { kind: 'bundle', name, steps: manifest.policy.steps } as const;
    const graph = { onnx, manifest: { action: manifest.action, policy: manifest.policy } };
    const showing = this.showMoved(scene.id, Promise.resolve(policy), { ...label, through: 'graph' }, 0, graph);
    const { generation } = this;
    await showing;
    if (generation !== this.generation || this.options.read().phase !== 'failed') return;
    await this.showMoved(scene.id, Promise.resolve(policy), { ...label, through: 'weights' }, 0);
  }

  /** Shows what was recorded elsewhere. Rejects where it is not of the scene; the shipped policy then acts again. */
  async showLog(scene: string, recording: Recording, label: Extract<LivePolicy, { kind: 'log' }>): Promise<void> {
    const { patch, worker } = this.options;
    const generation = ++this.generation;
    const isStale = () => generation !== this.generation;
    this.setPolicy(null);
    patch({ phase: 'loading', scene, description: null, problem: null });
    try {
      const description = await worker.client.call('describe', { scene });
      if (isStale()) return;
      patch({ description });
      const playing = this.isMoving;
      await worker.client.call('startReplay', { scene, ...recording, speed: this.options.read().speed, playing });
      if (isStale()) return;
      patch({ phase: 'ready', policy: label });
      if (this.isMoving !== playing) await this.tellWhetherMoving();
    } catch (error) {
      if (!isStale()) void this.show(scene);
      throw error;
    }
  }

  private async showMoved(
    scene: string,
    acting: Promise<Uint8Array | null>,
    label: LivePolicy,
    seed: number,
    graph?: ActingGraph,
  ): Promise<void> {
    const { patch, worker } = this.options;
    const generation = ++this.generation;
    const isStale = () => generation !== this.generation;
    this.setPolicy(null);
    patch({ phase: 'loading', scene, description: null, problem: null });
    try {
      // Without its file the scene is there all the same, and its robot stands still.
      const loading = acting.then(
        (policy) => ({ policy, problem: null }),
        (error: Error) => ({ policy: null, problem: error.message }),
      );
      const description = await worker.client.call('describe', { scene });
      if (isStale()) return;
      patch({ description });
      const { policy, problem } = await loading;
      if (isStale()) return;
      const { speed, showsContacts: contacts } = this.options.read();
      this.setPolicy(policy);
      const manner = { ...this.castFor(label), speed, contacts, playing: this.isMoving };
      await worker.client.call('startLive', { scene, policy, seed, graph, ...manner });
      if (isStale()) return;
      patch({
        phase: problem === null ? 'ready' : 'failed',
        problem,
        policy: policy ? label : { kind: 'none' },
      });
      if (this.isMoving !== manner.playing) await this.tellWhetherMoving();
    } catch (error) {
      if (!isStale()) patch({ phase: 'failed', problem: (error as Error).message });
    }
  }

  /** Lets a run's weights act from the next chunk on. */
  async takeOver(run: PolicyUpdate): Promise<void> {
    const { phase, scene } = this.options.read();
    // Whoever watches a bundle or a log goes on doing so while a run learns.
    if (phase === 'loading' || this.isGuest) return;
    // Without a shipped policy the robot stood still until now.
    if (phase === 'failed') return this.show(scene, run);
    this.setPolicy(run.policy);
    await this.sendPolicy();
    this.options.patch({ policy: labelOf(run) });
  }

  /** The shipped policy acts again, from the start of an episode. */
  async returnToShipped(): Promise<void> {
    const { scene, phase } = this.options.read();
    if (phase !== 'ready' || this.isGuest || !this.options.hasShippedPolicy(scene)) return this.show(scene);
    this.setPolicy(await this.prefetch(scene));
    await this.sendPolicy();
    await this.newEpisode(0);
    this.options.patch({ policy: labelOf(undefined) });
  }

  /**
   * A policy of the scene that is there to be fine-tuned acts, from the start of an episode.
   *
   * @param isWanted asked once its file is there: a run may have begun meanwhile
   */
  async showStart(id: string, isWanted: () => boolean): Promise<void> {
    const { generation, options } = this;
    const policy = await options.fetchFile(startPath(options.read().scene, id));
    if (generation !== this.generation || !this.isReady || !isWanted()) return;
    if (this.isGuest) return this.showMoved(options.read().scene, Promise.resolve(policy), { kind: 'start', id }, 0);
    this.setPolicy(policy);
    await this.sendPolicy();
    await this.newEpisode(0);
    options.patch({ policy: { kind: 'start', id } });
  }

  async setCast(cast: CastName): Promise<void> {
    this.options.patch({ cast });
    if (this.isReady && !this.isGuest) await this.client.call('setLiveCast', this.castFor(this.options.read().policy));
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

  /** A bundle's graph has one number of steps. Without a policy from before there is one step beside many, as always. */
  private castFor(policy: LivePolicy): LiveCast {
    if (policy.kind === 'bundle') return { steps: policy.steps, ghostSteps: null };
    const { cast } = this.options.read();
    if (cast !== 'before') return castOf[cast];
    const ghostPolicy = this.options.before();
    return ghostPolicy ? { ...castOf.before, ghostPolicy } : castOf.both;
  }

  /** What moves the robot came from a file, and stays until another scene or policy is asked for. */
  private get isGuest(): boolean {
    return isGuest(this.options.read().policy);
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
