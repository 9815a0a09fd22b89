/** @file Everything of a run on the page: its worker and backend, its records, its recovery, and those who keep it. */
import type { StoreApi } from 'zustand/vanilla';
import type { Experiment } from '../core/experiment/experiment.ts';
import type { RunRecord } from '../core/experiment/records.ts';
import type { CallOptions } from '../workers/rpc/client.ts';
import { type SupervisedWorker, superviseWorker } from '../workers/rpc/supervisor.ts';
import type {
  BackendChoice,
  BackendReport,
  EvaluatePolicyInput,
  EvaluationProgress,
  PolicyEvaluation,
  PolicyUpdate,
  SnapshotUpdate,
} from '../workers/training/protocol.ts';
import { BackendTest } from './backendTest.ts';
import type { LabState } from './labState.ts';
import type { LabWorkers, ProjectionWorker, TrainingWorker } from './labWorkers.ts';
import type { Voice } from './office.ts';
import type { PageLife } from './pageLife.ts';
import { RecordFlow } from './recordFlow.ts';
import { Recovery } from './recovery.ts';
import type { RolloutPool } from './rolloutPool.ts';
import type { RunObserver } from './runObserver.ts';
import { type KeptRun, type StartingPolicy, TrainingRun } from './trainingRun.ts';

export interface RunDeskOptions {
  readonly workers: LabWorkers;
  readonly store: StoreApi<LabState>;
  readonly office: Voice;
  /** Shared with the other runs on the page */
  readonly rollouts: RolloutPool;
  readDemonstrations(scene: string, set: string): Promise<Uint8Array>;
  /** New weights of the run, for the live robot */
  takeOver(policy: PolicyUpdate): void;
}

export class RunDesk {
  private readonly observers = new Set<RunObserver>();
  private readonly training: SupervisedWorker<TrainingWorker>;
  private readonly projection: SupervisedWorker<ProjectionWorker>;
  private readonly leaveRollouts: () => void;
  private readonly records: RecordFlow;
  private readonly run: TrainingRun;
  private readonly backend: BackendTest;
  private readonly recovery: Recovery;

  constructor(private readonly options: RunDeskOptions) {
    const { workers, store, office, rollouts } = options;
    // Supervisors start their workers at once and call `onStart` before they are assigned, so the rooms attach later.
    this.training = superviseWorker({
      create: () => workers.spawnTraining(),
      onStart: (worker, respawn) => respawn > 0 && this.attachTraining(worker),
      onRespawn: (error) => this.recovery.workerReplaced(error),
      onFailure: (error) => this.loseTraining(error),
    });
    this.projection = superviseWorker({
      create: () => workers.spawnProjection(),
      onStart: (worker, respawn) => respawn > 0 && this.records.attachProjection(worker),
      onRespawn: (error) =>
        office.notify(`The projection worker: ${error.message}. A new one has taken its place; training went on.`),
      onFailure: (error) =>
        office.notify(`The projection worker: ${error.message} Reload the page to see the representation again.`),
    });
    this.leaveRollouts = rollouts.join({
      onReplaced: (error) => this.recovery.rolloutWorkerReplaced(error),
      onLost: (error) => this.recovery.rolloutWorkersLost(error),
    });
    this.records = new RecordFlow({
      store,
      projection: this.projection,
      follow: (phase, message) => this.run.follow(phase, message),
      keep: (record) => this.tell((observer) => observer.runRecorded?.(record)),
      takeOver: options.takeOver,
      office,
    });
    this.run = new TrainingRun({
      worker: this.training,
      readDemonstrations: options.readDemonstrations,
      began: (beginning) =>
        this.tell((observer) => observer.runBegan?.({ ...beginning, backend: this.state.backend.report })),
      rolloutWorkers: () => rollouts.get(),
      backendReady: () => this.backend.ready(),
      read: () => this.state.run,
      write: (run) => {
        store.setState({ run });
        if (run) this.tell((observer) => observer.runPhase?.(run.phase, run.message));
      },
    });
    this.backend = new BackendTest({
      worker: this.training,
      read: () => this.state.backend,
      write: (backend) => store.setState({ backend }),
    });
    this.recovery = new Recovery({
      worker: this.training,
      run: this.run,
      backend: this.backend,
      records: this.records,
      office,
      read: () => this.state,
      rewound: (step) => this.tell((observer) => observer.runRewound?.(step)),
    });
    this.attachTraining(this.training.client);
    this.records.attachProjection(this.projection.client);
  }

  /** Weights of the run as they were last heard of; null where there is none */
  get latestPolicy(): PolicyUpdate | null {
    return this.records.latestPolicy;
  }

  /** Tells what a run does to someone who keeps it. */
  observe(observer: RunObserver): () => void {
    this.observers.add(observer);
    return () => this.observers.delete(observer);
  }

  /** What the browser does to the page is the run's business too. */
  follow(life: PageLife): void {
    life.onHidden(() => void this.keepState());
    life.onFreezing(() => this.recovery.pageFreezing());
    life.onFrozen((seconds) => void this.recovery.pageThawed(seconds));
  }

  /** @param after what the test waits for */
  testBackend(choice: BackendChoice, after?: Promise<void>): void {
    this.backend.test(choice, after);
  }

  /** Trains on the backend that another run's worker has tested, from its next run on. */
  shareBackend(report: Promise<BackendReport>): void {
    this.backend.adopt(report);
  }

  /** Resolves with the backend that runs train on. Rejects where there is none. */
  async backendReport(): Promise<BackendReport> {
    await this.backend.ready();
    return this.state.backend.report!;
  }

  /**
   * Begins a run, or takes a kept one up again from its snapshot; its charts begin with what was recorded of it.
   * @param policy what a run of stage 2 begins from, where it does not go on from a snapshot
   */
  async start(
    experiment: Experiment,
    begin: 'play' | 'step' | 'stand',
    kept?: KeptRun,
    records?: readonly RunRecord[],
    policy?: StartingPolicy,
  ): Promise<void> {
    this.records.begin(experiment.seed, records);
    await this.run.start(experiment, begin, kept, policy);
    await this.options.office.attempt(this.watchUntrained());
  }

  play(): Promise<void> {
    return this.run.play();
  }

  pause(): Promise<void> {
    return this.run.pause();
  }

  step(): Promise<void> {
    return this.run.step();
  }

  setSlowMotion(isSlow: boolean): Promise<void> {
    return this.run.setSlowMotion(isSlow);
  }

  /** Plays the evaluation’s episodes with the weights as they are now, beside training. */
  evaluate(): Promise<void> {
    return this.run.evaluate();
  }

  /**
   * Plays the step ladder of a policy, apart from the run and its own evaluations.
   * @param policy bytes of a policy file; null: the run's weights as they are now
   */
  async evaluatePolicy(
    policy: Uint8Array | null,
    ladder: Pick<EvaluatePolicyInput, 'steps' | 'episodes' | 'seed'>,
    options: Pick<CallOptions<EvaluationProgress>, 'signal' | 'onProgress'> = {},
  ): Promise<PolicyEvaluation> {
    await this.backend.ready();
    const { client } = this.training;
    const bytes = policy ?? (await this.currentPolicy()).policy;
    const physics = await Promise.all(this.options.rollouts.get().map((rollout) => rollout.connect()));
    const { steps, episodes, seed } = ladder;
    const input = { policy: bytes, physics, steps, episodes, seed };
    return client.call('evaluatePolicy', input, { ...options, transfer: physics });
  }

  /** Ends the run. It stands still first, and hands out its state: what it recorded on its way here belongs to it. */
  async reset(): Promise<void> {
    const { office } = this.options;
    if (this.state.run?.phase === 'training') await office.attempt(this.run.pause());
    await this.keepState();
    await office.attempt(this.run.reset());
    this.records.clear();
    this.tell((observer) => observer.runEnded?.());
  }

  /** Draws the records of a run that is not on the page; the next run takes their place. */
  showRecorded(name: string, experiment: Experiment, records: readonly RunRecord[]): void {
    if (!this.state.run) this.records.show(name, experiment, records);
  }

  /** Empties the charts where they show a run that is not on the page. */
  showNothing(): void {
    if (!this.state.run) this.records.clear();
  }

  /** The run’s whole state as it is now; null where there is none, or none that is good. */
  async takeSnapshot(): Promise<SnapshotUpdate | null> {
    if (!this.state.run?.facts) return null;
    try {
      return await this.training.client.call('snapshot');
    } catch {
      // The worker is gone, or the run diverged before its first snapshot.
      return null;
    }
  }

  /** The policy of the run as it acts now. Rejects where there is no run. */
  currentPolicy(): Promise<PolicyUpdate> {
    return this.training.client.call('policy');
  }

  /** Holds the run's state as it is now: the page may be gone soon. */
  async keepState(): Promise<void> {
    const { run } = this.state;
    const snapshot = await this.takeSnapshot();
    if (snapshot && run?.facts === this.state.run?.facts) this.holdSnapshot(snapshot);
  }

  /** The run is kept under this id, also after a recovery. */
  keepAs(id: string): void {
    this.run.keepAs(id);
  }

  dispose(): void {
    this.records.dispose();
    this.leaveRollouts();
    for (const owned of [this.training, this.projection]) owned.dispose();
  }

  private get state(): LabState {
    return this.options.store.getState();
  }

  /** The arm to be seen is the one that trains, from before its first step. */
  private async watchUntrained(): Promise<void> {
    const phase = this.state.run?.phase;
    if (phase !== 'training' && phase !== 'paused') return;
    this.records.receivePolicy(await this.currentPolicy());
  }

  private attachTraining(worker: TrainingWorker): void {
    this.records.attachTraining(worker);
    this.recovery.attach(worker);
    worker.on('snapshot', (snapshot) => this.holdSnapshot(snapshot));
  }

  /** What the run goes on from, should its worker die; those who keep runs get it too. */
  private holdSnapshot(snapshot: SnapshotUpdate): void {
    this.run.keep(snapshot);
    this.tell((observer) => observer.snapshotTaken?.(snapshot));
  }

  private loseTraining(error: Error): void {
    this.recovery.workerLost(error);
    this.options.store.setState({ backend: { ...this.state.backend, report: null, problem: error.message } });
  }

  private tell(news: (observer: RunObserver) => void): void {
    for (const observer of this.observers) news(observer);
  }
}
