/**
 * @file A policy on its way to a robot: made into a bundle and checked, a bundle opened and watched, a runner's log
 * played. Its worker starts with the first of these; whatever is begun ends what was going on before.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { EvaluatedRung, Progress } from '../../workers/deployment/protocol.ts';
import { type SupervisedWorker, superviseWorker } from '../../workers/rpc/supervisor.ts';
import type { DeploymentWorker, PhysicsWorker } from '../labWorkers.ts';
import {
  type DeploymentState,
  exportSteps,
  initialDeployment,
  noCheck,
  type ShownBundle,
  type ShownLog,
  type Work,
} from './deploymentState.ts';
import type { ExportSource } from './sources.ts';

/** A policy with what its manifest says of it */
export interface FoundPolicy {
  /** Bytes of a policy file */
  readonly policy: Uint8Array;
  readonly demonstrationsSha256: string | null;
  /** Of these very weights */
  readonly evaluation: readonly EvaluatedRung[];
}

export interface DeploymentOptions {
  spawn(): DeploymentWorker;
  /** The workers that play episodes */
  rolloutWorkers(): readonly PhysicsWorker[];
  sources(): readonly ExportSource[];
  read(source: ExportSource): Promise<FoundPolicy>;
  /** Lets a bundle's policy move the robot, in its own scene. */
  watch(bundle: ShownBundle): Promise<void>;
  /** Plays a log's episodes in its scene. Rejects where the lab has no such scene. */
  watchLog(log: ShownLog): Promise<void>;
  /** Lets the robot stand still, so that nothing of the page is timed with the graph. @returns a function that lets it go on */
  holdStill(): Promise<() => void>;
  /** The lab's own policy moves the robot again, where it does not. */
  leave(): Promise<void>;
  announce(message: string): void;
  readonly appVersion: string;
  /** Now, as ISO 8601 */
  now(): string;
}

/** As the command line's `verify`: the first episode of the closed loop */
const closedLoopSeed = 10_000;

export class Deployment {
  readonly store: StoreApi<DeploymentState> = createStore(() => initialDeployment);
  private worker: SupervisedWorker<DeploymentWorker> | null = null;
  private job: AbortController | null = null;

  constructor(private readonly options: DeploymentOptions) {}

  get state(): DeploymentState {
    return this.store.getState();
  }

  /** What would be exported now; null where there is no policy of the scene */
  get source(): ExportSource | null {
    const sources = this.options.sources();
    return sources.find(({ key }) => key === this.state.chosen) ?? sources[0] ?? null;
  }

  choose(key: string): void {
    this.patch({ chosen: key });
  }

  setSteps(steps: number): void {
    this.patch({ steps });
  }

  setEpisodes(episodes: number): void {
    this.patch({ episodes });
  }

  /** Makes a bundle of the chosen policy and checks it. */
  async export(): Promise<void> {
    const { source } = this;
    if (!source) return;
    const { steps } = this.state;
    await this.work('making', async (signal) => {
      this.patch({ bundle: null, check: noCheck });
      const found = await this.options.read(source);
      signal.throwIfAborted();
      const physics = await this.connect();
      const facts = { run: source.name, steps, appVersion: this.options.appVersion, createdAt: this.options.now() };
      const input = { ...facts, ...found, physics };
      const { file } = await this.client.call('make', input, { signal, transfer: physics });
      const opened = await this.client.call('open', { file }, { signal });
      const name = `${opened.manifest.scene.id}-${nameInFile(source)}-k${steps}.zip`;
      this.patch({ bundle: { ...opened, name, origin: 'made', file }, log: null });
      await this.checkAll(signal);
    });
  }

  /** Checks the bundle that is shown: test vectors, closed loop, latency. */
  async check(): Promise<void> {
    if (!this.state.bundle) return;
    await this.work('vectors', (signal) => this.checkAll(signal));
  }

  /** Opens a bundle (.zip) or a runner's log (.jsonl). What is shown stays where the file is refused. */
  async open(file: File): Promise<void> {
    if (/\.jsonl$/i.test(file.name)) return this.openLog(file);
    if (/\.zip$/i.test(file.name)) return this.openBundle(file);
    this.patch({
      problem: `${file.name}: expected a bundle (.zip) or a runner’s log (.jsonl). Nothing was opened. Choose another file.`,
    });
  }

  /** Puts away what is shown; the file it came from stays where it is. */
  close(): void {
    this.cancel();
    this.patch({ bundle: null, check: noCheck, log: null, problem: null });
    void this.options.leave();
  }

  /** Lets the policy of the bundle that is shown move the robot. */
  async watch(): Promise<void> {
    const { bundle } = this.state;
    if (bundle) await this.options.watch(bundle);
  }

  async watchLog(): Promise<void> {
    const { log } = this.state;
    if (log?.log.states) await this.options.watchLog(log);
  }

  /** Ends what is being done. What was found out so far is kept. */
  cancel(): void {
    this.job?.abort(new DOMException('cancelled', 'AbortError'));
    this.job = null;
    this.patch({ work: null });
  }

  dispose(): void {
    this.job?.abort();
    this.worker?.dispose();
  }

  private async openBundle(file: File): Promise<void> {
    await this.work(
      'reading',
      async (signal) => {
        const opened = await this.client.call('open', { file }, { signal });
        const bundle: ShownBundle = { ...opened, name: file.name, origin: 'opened', file };
        this.patch({ bundle, check: noCheck, log: null });
        await this.options.watch(bundle);
        await this.checkVectors(signal);
      },
      file.name,
    );
  }

  private async openLog(file: File): Promise<void> {
    await this.work(
      'reading',
      async (signal) => {
        const shown: ShownLog = { name: file.name, log: await this.client.call('readLog', { file }, { signal }) };
        this.patch({ log: shown, bundle: null, check: noCheck });
        if (shown.log.states) await this.options.watchLog(shown);
        this.options.announce(`${file.name}: ${shown.log.episodes.length} episodes.`);
      },
      file.name,
    );
  }

  private async checkAll(signal: AbortSignal): Promise<void> {
    await this.checkVectors(signal);
    // What answers differently is not worth the minutes of an episode.
    if (!this.state.check.vectors?.isWithin) return;
    await this.playClosedLoop(signal);
    await this.timeLatency(signal);
  }

  private async checkVectors(signal: AbortSignal): Promise<void> {
    const { file } = this.state.bundle!;
    this.enter({ stage: 'vectors', progress: null });
    const vectors = await this.client.call('checkVectors', { file }, { signal });
    this.patch({ check: { ...noCheck, vectors } });
  }

  private async playClosedLoop(signal: AbortSignal): Promise<void> {
    const { bundle, episodes } = this.state;
    this.enter({ stage: 'closed loop', progress: { done: 0, planned: 2 * episodes } });
    const physics = await this.connect();
    const input = { file: bundle!.file, physics, episodes, seed: closedLoopSeed };
    const closedLoop = await this.client.call('playClosedLoop', input, {
      signal,
      transfer: physics,
      onProgress: (progress) => this.enter({ stage: 'closed loop', progress }),
    });
    this.patch({ check: { ...this.state.check, closedLoop } });
  }

  private async timeLatency(signal: AbortSignal): Promise<void> {
    const { file, manifest } = this.state.bundle!;
    const steps = [...new Set([...exportSteps, manifest.policy.steps])].sort((a, b) => a - b);
    this.enter({ stage: 'latency', progress: { done: 0, planned: steps.length } });
    const goOn = await this.options.holdStill();
    try {
      const onProgress = (progress: Progress) => this.enter({ stage: 'latency', progress });
      const latency = await this.client.call('timeLatency', { file, steps }, { signal, onProgress });
      this.patch({ check: { ...this.state.check, latency } });
    } finally {
      goOn();
    }
  }

  /** @param subject what a problem begins with, such as the file's name */
  private async work(stage: Work['stage'], act: (signal: AbortSignal) => Promise<void>, subject = ''): Promise<void> {
    this.cancel();
    const job = new AbortController();
    this.job = job;
    this.patch({ work: { stage, progress: null }, problem: null });
    try {
      await act(job.signal);
    } catch (error) {
      if (job.signal.aborted) return;
      const problem = sayProblem(error as Error, subject);
      this.patch({ problem });
      this.options.announce(problem);
    } finally {
      if (this.job === job) {
        this.job = null;
        this.patch({ work: null });
      }
    }
  }

  private enter(work: Work): void {
    // A last word of progress may come after its end.
    if (this.job) this.patch({ work });
  }

  private async connect(): Promise<MessagePort[]> {
    return Promise.all(this.options.rolloutWorkers().map((worker) => worker.connect()));
  }

  private get client(): DeploymentWorker {
    this.worker ??= superviseWorker({ create: () => this.options.spawn(), onFailure: () => undefined });
    return this.worker.client;
  }

  private patch(change: Partial<DeploymentState>): void {
    this.store.setState(change);
  }
}

/** @param subject name of the file; empty where a policy of the lab was exported */
function sayProblem({ name, message }: Error, subject: string): string {
  const said = subject ? `${subject}: ${message}` : message;
  if (name === 'WorkerDiedError') return `${said}. What was found out before was kept. Try again.`;
  if (name === 'BundleError' || name === 'RunnerLogError')
    return `${said} Fetch the file again from where it was made.`;
  return said;
}

function nameInFile({ kind, id, name }: ExportSource): string {
  if (kind === 'shipped' || kind === 'start') return id || 'shipped';
  const plain = name
    .replace(/\([^)]*\)$/, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return plain.slice(0, 40) || 'run';
}
