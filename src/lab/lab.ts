/** @file The lab: what the page talks to. It owns the workers and writes the one store that panels read. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Experiment } from '../core/experiment/experiment.ts';
import type { RunRecord } from '../core/experiment/records.ts';
import type { SettingKey } from '../core/experiment/settings.ts';
import type { LivePose } from '../workers/physics/protocol.ts';
import { type SupervisedWorker, superviseWorker } from '../workers/rpc/supervisor.ts';
import type { BackendChoice, PolicyUpdate, SnapshotUpdate } from '../workers/training/protocol.ts';
import type { AddressBar } from './addressBar.ts';
import { BackendTest } from './backendTest.ts';
import { DataShelf, type DataShelfOptions, noOwnData } from './dataShelf.ts';
import { Display } from './display.ts';
import { DraftBoard } from './draftBoard.ts';
import type { FetchFile } from './files.ts';
import { Inspector } from './inspector.ts';
import { initialState, type LabState, type LiveState } from './labState.ts';
import type { LabWorkers, PhysicsWorker, ProjectionWorker, TrainingWorker } from './labWorkers.ts';
import type { CastName } from './liveCast.ts';
import { LiveRobot } from './liveRobot.ts';
import { LiveStatusBoard } from './liveStatus.ts';
import { Office } from './office.ts';
import { Offline, type OfflineOptions } from './offline.ts';
import type { PageLife } from './pageLife.ts';
import { RecordFlow } from './recordFlow.ts';
import { Recovery } from './recovery.ts';
import { RolloutPool } from './rolloutPool.ts';
import type { RunObserver } from './runObserver.ts';
import { RunShelf } from './runs/runShelf.ts';
import { type KeptRun, TrainingRun } from './trainingRun.ts';

export interface LabOptions {
  readonly workers: LabWorkers;
  readonly fetchFile: FetchFile;
  readonly address: AddressBar;
  /** Where the page can be hidden and frozen */
  readonly life?: PageLife;
  /** Where a person's own demonstrations are read and kept; absent in tests */
  readonly ownData?: Pick<DataShelfOptions, 'spawnFiles' | 'openSets'>;
  /** The browser around the lab; absent in tests */
  readonly browser?: Pick<OfflineOptions, 'serviceWorker' | 'page'>;
}

export class Lab {
  readonly store: StoreApi<LabState> = createStore(() => initialState);
  readonly office = new Office(this.store);
  readonly display: Display;
  readonly live: LiveRobot;
  /** One step, opened up */
  readonly inspector: Inspector;
  readonly runs: RunShelf;
  /** The demonstration sets there are */
  readonly data: DataShelf;
  /** Null where there is no browser */
  readonly offline: Offline | null;
  private readonly poseListeners = new Set<(pose: LivePose) => void>();
  private readonly runObservers = new Set<RunObserver>();
  private readonly liveStatus = new LiveStatusBoard(this.store);
  private readonly run: TrainingRun;
  private readonly backend: BackendTest;
  private readonly recovery: Recovery;
  private readonly records: RecordFlow;
  private readonly physics: SupervisedWorker<PhysicsWorker>;
  private readonly training: SupervisedWorker<TrainingWorker>;
  private readonly projection: SupervisedWorker<ProjectionWorker>;
  private readonly rollouts: RolloutPool;
  private readonly draft: DraftBoard;

  constructor({ workers, fetchFile, address, browser, life, ownData = noOwnData }: LabOptions) {
    this.data = new DataShelf({
      ...ownData,
      fetchFile,
      office: this.office,
      onScenes: (scenes) => this.store.setState({ scenes }),
      chosenScene: () => this.draft.scene,
      forgetChoice: (set) => this.state.draft.demonstrations === set && this.edit('demonstrations', null),
    });
    this.offline = browser ? new Offline({ ...browser, lab: this.store, office: this.office }) : null;
    this.offline?.beginWhenSettled();
    this.display = new Display(address);
    const reportDeath = (what: string) => ({
      onRespawn: (error: Error) => this.notify(`${what}: ${error.message}. A new one has taken its place.`),
      onFailure: (error: Error) => this.notify(`${what}: ${error.message} Reload the page to try again.`),
    });

    // Supervisors start their workers at once and call `onStart` before they are assigned, so the rooms attach later.
    this.physics = superviseWorker({
      create: () => workers.spawnPhysics('live robot'),
      onStart: (worker, respawn) => respawn > 0 && this.restartLive(worker),
      onRespawn: () =>
        this.notify(
          'The robot’s physics stopped and was started again: its episode begins anew. Training and the charts were kept.',
        ),
      onFailure: (error) =>
        this.notify(`The robot’s physics: ${error.message} Reload the page to see it move; training goes on.`),
    });
    this.training = superviseWorker({
      create: () => workers.spawnTraining(),
      onStart: (worker, respawn) => respawn > 0 && this.attachTraining(worker),
      onRespawn: (error) => this.recovery.workerReplaced(error),
      onFailure: (error) => this.loseTraining(error),
    });
    this.projection = superviseWorker({
      create: () => workers.spawnProjection(),
      onStart: (worker, respawn) => respawn > 0 && this.records.attachProjection(worker),
      ...reportDeath('The projection worker'),
    });

    this.rollouts = new RolloutPool({
      workers,
      onReplaced: (error) => this.recovery.rolloutWorkerReplaced(error),
      onLost: (error) => this.recovery.rolloutWorkersLost(error),
    });
    this.live = new LiveRobot({
      worker: this.physics,
      fetchFile,
      read: () => this.state.live,
      patch: (change) => this.patchLive(change),
      onPose: (pose) => this.receivePose(pose),
    });
    this.inspector = new Inspector({
      spawn: () => workers.spawnInspection(),
      policy: () => this.live.policy,
      onPolicy: (listener) => this.live.onPolicy(listener),
      onPose: (listener) => this.onPose(listener),
    });
    this.records = new RecordFlow({
      store: this.store,
      projection: this.projection,
      follow: (phase, message) => this.run.follow(phase, message),
      keep: (record) => this.tell((observer) => observer.runRecorded?.(record)),
      takeOver: (policy) => this.watchRun(policy),
      office: this.office,
    });
    this.run = new TrainingRun({
      worker: this.training,
      readDemonstrations: (scene, set) => this.data.readDemonstrations(scene, set),
      began: (beginning) =>
        this.tell((observer) => observer.runBegan?.({ ...beginning, backend: this.state.backend.report })),
      rolloutWorkers: () => this.rollouts.get(),
      backendReady: () => this.backend.ready(),
      read: () => this.state.run,
      write: (run) => {
        this.store.setState({ run });
        if (run) this.tell((observer) => observer.runPhase?.(run.phase, run.message));
      },
    });
    this.backend = new BackendTest({
      worker: this.training,
      read: () => this.state.backend,
      write: (backend) => this.store.setState({ backend }),
    });
    this.recovery = new Recovery({
      worker: this.training,
      run: this.run,
      backend: this.backend,
      records: this.records,
      office: this.office,
      read: () => this.state,
      rewound: (step) => this.tell((observer) => observer.runRewound?.(step)),
    });

    this.runs = new RunShelf({ lab: this, spawnStorage: () => workers.spawnStorage() });
    this.live.attach(this.physics.client);
    this.attachTraining(this.training.client);
    this.records.attachProjection(this.projection.client);
    this.draft = new DraftBoard(this.store, address, (scene) => void this.showScene(scene));
    // The scene moves first: the backends' test keeps every core busy.
    this.backend.test('auto', this.open());
    life?.onHidden(() => void this.keepState());
    life?.onFrozen((seconds) => void this.recovery.pageThawed(seconds));
  }

  get state(): LabState {
    return this.store.getState();
  }

  /** Poses come at the scene's control rate, beside the store: they are drawn and forgotten. */
  onPose(listener: (pose: LivePose) => void): () => void {
    this.poseListeners.add(listener);
    return () => this.poseListeners.delete(listener);
  }

  /** Tells what a run does to someone who keeps it. */
  observeRuns(observer: RunObserver): () => void {
    this.runObservers.add(observer);
    return () => this.runObservers.delete(observer);
  }

  /** Sets a setting to a text, valid or not. Null brings back the preset's value, or the default. */
  edit(key: SettingKey, text: string | null): void {
    this.draft.edit(key, text);
  }

  /** Every setting back to the preset's, or to its default, the scene aside. */
  editNothing(): void {
    this.draft.clear();
  }

  /** Fills the form with a lesson's settings; the next run has them. */
  choosePreset(id: string): void {
    this.draft.choosePreset(id);
  }

  leavePreset(): void {
    this.draft.leavePreset();
  }

  chooseBackend(choice: BackendChoice): void {
    this.backend.test(choice);
  }

  /** Starts a run with the form's settings, or goes on with the one there is. */
  async play(): Promise<void> {
    if (this.state.run) return this.attempt(this.run.play());
    await this.startRun('play');
  }

  async pause(): Promise<void> {
    await this.attempt(this.run.pause());
  }

  /** One optimiser step. */
  async step(): Promise<void> {
    if (this.state.run) return this.attempt(this.run.step());
    await this.startRun('step');
  }

  /** Back to before the first step, with the form's settings and the same seed. */
  async reset(): Promise<void> {
    await this.keepLastState();
    await this.attempt(this.run.reset());
    this.records.clear();
    this.tell((observer) => observer.runEnded?.());
    this.office.announce('Reset. The shipped policy moves the robot again.');
    await this.attempt(this.live.returnToShipped());
  }

  /** Another seed in the form, and back to before the first step. */
  async newSeed(seed: number): Promise<void> {
    this.draft.edit('seed', String(seed));
    if (this.state.run) await this.reset();
    this.office.announce(`Seed ${this.state.draft.seed ?? 0}.`);
  }

  /** Training takes a few steps a second, each of which moves the robot; the numbers stay the same. */
  async setSlowMotion(slowMotion: boolean): Promise<void> {
    this.store.setState({ slowMotion });
    this.office.announce(slowMotion ? 'Slow motion.' : 'Full speed.');
    await this.attempt(this.run.setSlowMotion(slowMotion));
  }

  /** Who is on stage; the episode begins anew, so that both come from the same start. */
  setLiveCast(cast: CastName): Promise<void> {
    return this.attempt(this.live.setCast(cast));
  }

  setLivePlaying(isPlaying: boolean): Promise<void> {
    return this.attempt(this.live.setPlaying(isPlaying));
  }

  /** @param speed simulated seconds per second, above 0 and at most 1 */
  setLiveSpeed(speed: number): Promise<void> {
    return this.attempt(this.live.setSpeed(speed));
  }

  setLiveContacts(isShown: boolean): Promise<void> {
    return this.attempt(this.live.setContacts(isShown));
  }

  /** Nothing runs live before a page that nobody sees. */
  setLiveWatched(isWatched: boolean): Promise<void> {
    return this.attempt(this.live.setWatched(isWatched));
  }

  stepLive(): Promise<void> {
    return this.attempt(this.live.step());
  }

  /** Pauses, and shows the recorded frame of that control step. */
  lookBack(controlStep: number): Promise<void> {
    return this.attempt(this.live.lookBack(controlStep));
  }

  newEpisode(): Promise<void> {
    return this.attempt(this.live.newEpisode((this.state.liveStatus?.seed ?? 0) + 1));
  }

  /** The same episode again: same seed, same start, same noise. */
  replayEpisode(): Promise<void> {
    return this.attempt(this.live.newEpisode(this.state.liveStatus?.seed ?? 0));
  }

  dismissLinkProblems(): void {
    this.store.setState({ linkProblems: [] });
  }

  /** Draws the records of a run that is not on the page; the next run takes their place. */
  showRecorded(name: string, experiment: Experiment, records: readonly RunRecord[]): void {
    if (!this.state.run) this.records.show(name, experiment, records);
  }

  /** Empties the charts where they show a run that is not on the page. */
  showNothing(): void {
    if (!this.state.run) this.records.clear();
  }

  /**
   * Takes a kept run up again, in place of the one there is: its settings fill the form, its records the charts.
   * @param records what was recorded up to the snapshot's step
   */
  async openRun(
    experiment: Experiment,
    records: readonly RunRecord[],
    kept: KeptRun,
    begin: 'play' | 'stand',
  ): Promise<void> {
    if (this.state.run) await this.reset();
    this.draft.adopt(experiment);
    this.records.begin(experiment.seed, records);
    await this.run.start(experiment, begin, kept);
    await this.attempt(this.watchUntrained());
  }

  /** The form says exactly this experiment. */
  adopt(experiment: Experiment): void {
    this.draft.adopt(experiment);
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

  /** Plays the evaluation’s episodes with the run’s weights as they are now, beside training. */
  async evaluate(): Promise<void> {
    if (this.state.run) await this.attempt(this.training.client.call('evaluate'));
  }

  /** The run on the page is kept under this id, also after a recovery. */
  keepRunAs(id: string): void {
    this.run.keepAs(id);
  }

  dispose(): void {
    this.runs.dispose();
    this.records.dispose();
    this.inspector.dispose();
    this.liveStatus.dispose();
    for (const owned of [this.physics, this.training, this.projection, this.rollouts]) owned.dispose();
  }

  /** A run that ends stands still first, and hands out its state: what it recorded on its way here belongs to it. */
  private async keepLastState(): Promise<void> {
    if (this.state.run?.phase === 'training') await this.pause();
    await this.keepState();
  }

  private async keepState(): Promise<void> {
    const { run } = this.state;
    const snapshot = await this.takeSnapshot();
    if (snapshot && run?.facts === this.state.run?.facts) this.holdSnapshot(snapshot);
  }

  /** What the run goes on from, should its worker die; those who keep runs get it too. */
  private holdSnapshot(snapshot: SnapshotUpdate): void {
    this.run.keep(snapshot);
    this.tell((observer) => observer.snapshotTaken?.(snapshot));
  }

  private async open(): Promise<void> {
    this.live.prefetch(this.draft.scene).catch(() => undefined);
    try {
      // A link may name a set that only this browser has, so those are known before names are checked.
      const [scenes] = await Promise.all([this.physics.client.call('scenes'), this.data.open()]);
      this.store.setState({ scenes: this.data.withOwnSets(scenes) });
      this.draft.dropUnknownNames();
      await this.live.show(this.draft.scene);
    } catch (error) {
      this.patchLive({ phase: 'failed', problem: (error as Error).message });
    }
  }

  private async startRun(begin: 'play' | 'step'): Promise<void> {
    const draft = this.draft.read();
    const [problem] = Object.values(draft.problems);
    if (problem) {
      this.notify(`Not started: ${problem}. Correct the marked field, or bring its default back.`);
      return;
    }
    this.records.begin(draft.experiment.seed);
    await this.run.start(draft.experiment, begin);
    await this.attempt(this.watchUntrained());
  }

  /** The arm to be seen is the one that trains, from before its first step. */
  private async watchUntrained(): Promise<void> {
    const phase = this.state.run?.phase;
    if (phase !== 'training' && phase !== 'paused') return;
    this.records.receivePolicy(await this.training.client.call('policy'));
  }

  private watchRun(update: PolicyUpdate): void {
    const { run, live } = this.state;
    if (run && live.scene === run.experiment.scene) void this.attempt(this.live.takeOver(update));
  }

  private async showScene(scene: string, seed = 0): Promise<void> {
    const { run } = this.state;
    const latest = run?.experiment.scene === scene ? this.records.latestPolicy : null;
    await this.live.show(scene, latest ?? undefined, seed);
  }

  private receivePose(pose: LivePose): void {
    for (const listener of this.poseListeners) listener(pose);
    this.liveStatus.receive(pose);
  }

  private restartLive(worker: PhysicsWorker): void {
    this.live.attach(worker);
    void this.showScene(this.state.live.scene, this.state.liveStatus?.seed);
  }

  private attachTraining(worker: TrainingWorker): void {
    this.records.attachTraining(worker);
    this.recovery.attach(worker);
    worker.on('snapshot', (snapshot) => this.holdSnapshot(snapshot));
  }

  private loseTraining(error: Error): void {
    this.recovery.workerLost(error);
    this.store.setState({ backend: { ...this.state.backend, report: null, problem: error.message } });
  }

  private tell(news: (observer: RunObserver) => void): void {
    for (const observer of this.runObservers) news(observer);
  }

  private attempt(action: Promise<void>): Promise<void> {
    return this.office.attempt(action);
  }

  private notify(message: string): void {
    this.office.notify(message);
  }

  private patchLive(change: Partial<LiveState>): void {
    this.store.setState({ live: { ...this.state.live, ...change } });
  }
}
