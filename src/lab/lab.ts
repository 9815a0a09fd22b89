/** @file The lab: what the page talks to. It owns the workers and writes the one store that panels read. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Experiment } from '../core/experiment/experiment.ts';
import type { RunRecord } from '../core/experiment/records.ts';
import { findSetting, type SettingKey } from '../core/experiment/settings.ts';
import type { LivePose } from '../workers/physics/protocol.ts';
import { type SupervisedWorker, superviseWorker } from '../workers/rpc/supervisor.ts';
import type { BackendChoice, BackendReport, SnapshotUpdate } from '../workers/training/protocol.ts';
import type { AddressBar } from './addressBar.ts';
import { Board } from './board/board.ts';
import { DataShelf, type DataShelfOptions, noOwnData } from './dataShelf.ts';
import { Deployment } from './deployment/deployment.ts';
import { findSource } from './deployment/findSource.ts';
import { keyOfRun, sourcesOf } from './deployment/sources.ts';
import { Display } from './display.ts';
import type { DraftTexts } from './draft.ts';
import { DraftBoard } from './draftBoard.ts';
import type { FetchFile } from './files.ts';
import { Finetuning } from './finetune/finetuning.ts';
import { readShippedStart } from './finetune/shippedStart.ts';
import { Inspector } from './inspector.ts';
import { initialState, type LabState } from './labState.ts';
import type { LabWorkers, PhysicsWorker } from './labWorkers.ts';
import { Lesson } from './lesson/lesson.ts';
import { LiveStatusBoard } from './liveStatus.ts';
import { Office, voiceOf } from './office.ts';
import { Offline, type OfflineOptions } from './offline.ts';
import type { PageLife } from './pageLife.ts';
import { Pair } from './pair/pair.ts';
import { movingSides, sideNames, standingOfTransport, type TransportStanding } from './pair/pairState.ts';
import { textsOfValues, viewOfPreset } from './presetAddress.ts';
import { findPreset } from './presets.ts';
import { RobotDesk } from './robotDesk.ts';
import { RolloutPool } from './rolloutPool.ts';
import { RunDesk } from './runDesk.ts';
import type { RunObserver } from './runObserver.ts';
import { RunShelf } from './runs/runShelf.ts';
import { hasShippedPolicy } from './shippedPolicies.ts';
import { StepTimes } from './stepTimes.ts';
import { memoryForThisVisit, type SweepMemory } from './sweep/keptSweep.ts';
import { Sweep } from './sweep/sweep.ts';
import type { KeptRun } from './trainingRun.ts';
import type { Transport } from './transport.ts';
import { versions } from './versions.ts';

export interface LabOptions {
  readonly workers: LabWorkers;
  readonly fetchFile: FetchFile;
  readonly address: AddressBar;
  /** Where the page can be hidden and frozen */
  readonly life?: PageLife;
  /** Where a person's own demonstrations are read and kept; absent in tests */
  readonly ownData?: Pick<DataShelfOptions, 'spawnFiles' | 'openSets'>;
  /** Where the sweep is remembered beyond this visit; absent in tests */
  readonly sweepMemory?: SweepMemory;
  /** The browser around the lab; absent in tests */
  readonly browser?: Pick<OfflineOptions, 'serviceWorker' | 'page'>;
}

export class Lab implements Transport {
  readonly store: StoreApi<LabState> = createStore(() => initialState);
  readonly office = new Office(this.store);
  readonly display: Display;
  /** The robot in the middle of the page */
  readonly robot: RobotDesk;
  /** One step, opened up */
  readonly inspector: Inspector;
  readonly runs: RunShelf;
  /** A second run beside the lab's own */
  readonly pair: Pair;
  /** Stage 2: runs that take a policy beyond its demonstrations */
  readonly finetuning: Finetuning;
  /** The guided lesson */
  readonly lesson: Lesson;
  /** Runs over a grid of settings, one after the other */
  readonly sweep: Sweep;
  /** A policy on its way to a robot: bundles, their check, and runners' logs */
  readonly deployment: Deployment;
  /** How fast the lab computes here */
  readonly board: Board;
  /** The demonstration sets there are */
  readonly data: DataShelf;
  /** Null where there is no browser */
  readonly offline: Offline | null;
  private readonly poseListeners = new Set<(pose: LivePose) => void>();
  private readonly liveStatus = new LiveStatusBoard(this.store);
  private readonly physics: SupervisedWorker<PhysicsWorker>;
  private readonly rollouts: RolloutPool;
  private readonly stepTimes: StepTimes;
  private readonly run: RunDesk;
  private readonly draft: DraftBoard;

  constructor(options: LabOptions) {
    const { workers, fetchFile, address, browser, life, ownData = noOwnData } = options;
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
    // The supervisor starts its worker at once and calls `onStart` before it is assigned, so the robot attaches later.
    this.physics = superviseWorker({
      create: () => workers.spawnPhysics('live robot'),
      onStart: (worker, respawn) => respawn > 0 && this.robot.restart(worker),
      onRespawn: () =>
        this.notify(
          'The robot’s physics stopped and was started again: its episode begins anew. Training and the charts were kept.',
        ),
      onFailure: (error) =>
        this.notify(`The robot’s physics: ${error.message} Reload the page to see it move; training goes on.`),
    });
    this.robot = new RobotDesk({
      ...{ store: this.store, office: this.office, worker: this.physics, fetchFile },
      chosenScene: () => this.draft.scene,
      chooseScene: (id) => this.edit('scene', id),
      latestPolicy: () => this.run.latestPolicy,
      onPose: (pose) => this.receivePose(pose),
    });
    this.inspector = new Inspector({
      spawn: () => workers.spawnInspection(),
      policy: () => this.robot.policy,
      onPolicy: (listener) => this.robot.onPolicy(listener),
      onPose: (listener) => this.onPose(listener),
    });
    this.rollouts = new RolloutPool(workers);
    const readDemonstrations = (scene: string, set: string) => this.data.readDemonstrations(scene, set);
    const place = { workers, rollouts: this.rollouts, readDemonstrations };
    this.run = new RunDesk({
      ...place,
      store: this.store,
      office: voiceOf(this.office, () => (this.pair.state.isOpen ? `${sideNames.a}: ` : '')),
      takeOver: (policy) => this.robot.watchRun(policy),
    });
    this.stepTimes = new StepTimes({
      time: (scene) => this.physics.client.call('time', { scene }),
      onTime: (scene, milliseconds) =>
        this.store.setState({ stepTimes: { ...this.state.stepTimes, [scene]: milliseconds } }),
    });
    this.robot.attach(this.physics.client);
    this.draft = new DraftBoard(this.store, address, (scene) => void this.robot.showScene(scene));
    this.pair = new Pair({
      a: this,
      address,
      // The robot that is watched is A's.
      openDesk: (store, office) => new RunDesk({ ...place, store, office, takeOver: () => undefined }),
    });
    this.lesson = new Lesson(this, address, fetchFile);
    this.sweep = new Sweep({
      lab: this.store,
      office: this.office,
      memory: options.sweepMemory ?? memoryForThisVisit(),
      fetchFile,
      backendReport: () => this.backendReport(),
      readStart: (scene, id) => readShippedStart({ fetchFile, runs: this.runs }, scene, id),
      openDesk: (store) =>
        new RunDesk({ ...place, store, office: voiceOf(this.office, () => 'Sweep: '), takeOver: () => undefined }),
    });
    this.runs = new RunShelf({
      lab: this,
      rival: this.pair,
      sweep: this.sweep,
      spawnStorage: () => workers.spawnStorage(),
    });
    this.finetuning = new Finetuning({
      ...{ lab: this.store, office: this.office, display: this.display, runs: this.runs, fetchFile, form: this.draft },
      currentPolicy: () => this.run.currentPolicy(),
      start: (experiment, begin, policy) => this.run.start(experiment, begin, undefined, undefined, policy),
    });
    this.deployment = new Deployment({
      spawn: () => workers.spawnDeployment(),
      rolloutWorkers: () => this.rollouts.get(),
      sources: () => this.exportSources,
      read: (source) =>
        findSource(source, {
          ...{ lab: this.store, runs: this.runs, fetchFile, scene: this.draft.scene },
          currentPolicy: () => this.run.currentPolicy(),
        }),
      watch: (bundle) => this.robot.watchBundle(bundle),
      watchLog: (log) => this.robot.watchLog(log),
      holdStill: () => this.robot.holdStill(),
      leave: () => this.robot.leaveGuest(),
      announce: (message) => this.office.announce(message),
      appVersion: versions['onestep-lab'],
      now: () => new Date().toISOString(),
    });
    this.board = new Board({
      spawn: () => workers.spawnBoard(),
      isTraining: () => this.isTraining,
      onTrainingChange: (listener) => this.onTrainingChange(listener),
      settled: () =>
        this.run.backendReport().then(
          () => undefined,
          () => undefined,
        ),
      holdStill: () => this.robot.holdStill(),
      announce: (message) => this.office.announce(message),
      browser: {
        browser: globalThis.navigator?.userAgent ?? 'unknown',
        cores: globalThis.navigator?.hardwareConcurrency ?? 1,
      },
      versions,
      now: () => new Date().toISOString(),
    });
    // The scene moves first: the backends' test keeps every core busy.
    this.run.testBackend('auto', this.open());
    if (life) this.run.follow(life);
    life?.onHidden(() => void this.pair.keepState());
    life?.onHidden(() => void this.sweep.keepState());
  }

  get state(): LabState {
    return this.store.getState();
  }

  /** What the page's transport moves: both runs while there are two, or their view is open. */
  get transport(): Transport {
    return this.isPaired ? this.pair : this;
  }

  /** What the transport may do now. */
  get standing(): TransportStanding {
    const moving = this.isPaired ? movingSides(this.pair.state) : (['a'] as const);
    return standingOfTransport(moving.map((side) => this.pair.shown[side].getState()));
  }

  /** Poses come at the scene's control rate, beside the store: they are drawn and forgotten. */
  onPose(listener: (pose: LivePose) => void): () => void {
    this.poseListeners.add(listener);
    return () => this.poseListeners.delete(listener);
  }

  /** Tells what a run does to someone who keeps it. */
  observeRuns(observer: RunObserver): () => void {
    return this.run.observe(observer);
  }

  /** Sets a setting to a text, valid or not. Null brings back the preset's value, or the default. */
  edit(key: SettingKey, text: string | null): void {
    this.draft.edit(key, text);
  }

  /** Another scene, with its own settings and its own robot. */
  chooseScene(id: string): void {
    this.edit('scene', id === findSetting('scene')!.default ? null : id);
  }

  /** Every setting back to the preset's, or to its default, the scene aside. */
  editNothing(): void {
    this.draft.clear();
  }

  /** Fills the form with a lesson's settings, and opens the view that it is made for; the next run has them. */
  choosePreset(id: string): void {
    const preset = findPreset(id);
    if (!preset) return;
    this.draft.choosePreset(id);
    this.pair.setChanges(textsOfValues(preset.rival ?? {}));
    if (preset.sweep) this.sweep.form.fill(preset.sweep);
    const view = viewOfPreset(preset);
    if (view) this.display.setView(view);
  }

  /** The form as it was at some time. */
  restoreForm(draft: DraftTexts, preset: string | null): void {
    this.draft.restore(draft, preset);
  }

  leavePreset(): void {
    this.draft.leavePreset();
  }

  chooseBackend(choice: BackendChoice): void {
    this.run.testBackend(choice);
  }

  /** Finds out how long a control step of each scene takes here, one after the other, for estimates of durations. */
  timeScenes(): Promise<void> {
    return this.stepTimes.measure(this.state.scenes);
  }

  /** Resolves with the backend that runs train on, tested. Rejects where there is none. */
  backendReport(): Promise<BackendReport> {
    return this.run.backendReport();
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
    await this.run.reset();
    this.office.announce('Reset. The shipped policy moves the robot again.');
    await this.robot.returnToShipped();
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

  /** What can be exported of the form's scene. */
  get exportSources() {
    const scene = this.state.scenes.find(({ id }) => id === this.draft.scene);
    return sourcesOf(scene, this.state, this.runs.store.getState(), hasShippedPolicy);
  }

  /** Opens the Export view with this run chosen, in its own scene. */
  prepareExport(id: string, scene: string): void {
    if (this.draft.scene !== scene) this.edit('scene', scene);
    this.deployment.choose(id === this.runs.store.getState().activeId ? 'page' : keyOfRun(id));
    this.display.setView('export');
  }

  dismissLinkProblems(): void {
    this.store.setState({ linkProblems: [] });
  }

  /** Draws the records of a run that is not on the page; the next run takes their place. */
  showRecorded(name: string, experiment: Experiment, records: readonly RunRecord[]): void {
    this.run.showRecorded(name, experiment, records);
  }

  /** Empties the charts where they show a run that is not on the page. */
  showNothing(): void {
    this.run.showNothing();
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
    await this.run.start(experiment, begin, kept, records);
  }

  /** The form says exactly this experiment. */
  adopt(experiment: Experiment): void {
    this.draft.adopt(experiment);
  }

  /** The run’s whole state as it is now; null where there is none, or none that is good. */
  takeSnapshot(): Promise<SnapshotUpdate | null> {
    return this.run.takeSnapshot();
  }

  /** Plays the evaluation’s episodes with the run’s weights as they are now, beside training. */
  async evaluate(): Promise<void> {
    if (this.state.run) await this.attempt(this.run.evaluate());
  }

  /** The run on the page is kept under this id, also after a recovery. */
  keepRunAs(id: string): void {
    this.run.keepAs(id);
  }

  dispose(): void {
    this.runs.dispose();
    this.pair.dispose();
    this.sweep.dispose();
    this.deployment.dispose();
    this.board.dispose();
    this.run.dispose();
    this.rollouts.dispose();
    this.inspector.dispose();
    this.liveStatus.dispose();
    this.physics.dispose();
  }

  /** Whether any run takes steps: on either side of a pair, or of a sweep. */
  private get isTraining(): boolean {
    const { a, b } = this.pair.shown;
    const isMoving = [a, b].some((side) => ['starting', 'training'].includes(side.getState().run?.phase ?? ''));
    return isMoving || this.sweep.state.own?.phase === 'running';
  }

  private onTrainingChange(listener: () => void): () => void {
    const { a, b } = this.pair.shown;
    const ends = [a.subscribe(listener), b.subscribe(listener), this.sweep.store.subscribe(listener)];
    return () => {
      for (const end of ends) end();
    };
  }

  private get isPaired(): boolean {
    return this.pair.state.isOpen || this.display.state.view === 'pair';
  }

  private async open(): Promise<void> {
    try {
      // A link may name a set that only this browser has, so those are known before names are checked.
      const [scenes] = await Promise.all([this.physics.client.call('scenes'), this.data.open()]);
      this.store.setState({ scenes: this.data.withOwnSets(scenes) });
      this.draft.dropUnknownNames();
      await this.robot.show(this.draft.scene);
    } catch (error) {
      this.robot.fail((error as Error).message);
    }
  }

  /** What the form's settings begin depends on the view: stage 2 has one of its own. Two runs side by side are of stage 1. */
  private async startRun(begin: 'play' | 'step'): Promise<void> {
    if (this.display.state.view === 'finetune' && !this.isPaired) return this.finetuning.begin(begin);
    const draft = this.draft.read();
    const [problem] = Object.values(draft.problems);
    if (problem) {
      this.notify(`Not started: ${problem}. Correct the marked field, or bring its default back.`);
      return;
    }
    await this.run.start({ ...draft.experiment, stage: 'pretrain' }, begin);
  }

  private receivePose(pose: LivePose): void {
    for (const listener of this.poseListeners) listener(pose);
    this.liveStatus.receive(pose);
  }

  private attempt(action: Promise<void>): Promise<void> {
    return this.office.attempt(action);
  }

  private notify(message: string): void {
    this.office.notify(message);
  }
}
