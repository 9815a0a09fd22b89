/** @file The lab: what the page talks to. It owns the workers and writes the one store that panels read. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Experiment } from '../core/experiment/experiment.ts';
import type { RunRecord } from '../core/experiment/records.ts';
import { findSetting, type SettingKey } from '../core/experiment/settings.ts';
import type { LivePose } from '../workers/physics/protocol.ts';
import { type SupervisedWorker, superviseWorker } from '../workers/rpc/supervisor.ts';
import type { BackendChoice, BackendReport, PolicyUpdate, SnapshotUpdate } from '../workers/training/protocol.ts';
import type { AddressBar } from './addressBar.ts';
import { DataShelf, type DataShelfOptions, noOwnData } from './dataShelf.ts';
import { Deployment } from './deployment/deployment.ts';
import type { ShownBundle, ShownLog } from './deployment/deploymentState.ts';
import { findSource } from './deployment/findSource.ts';
import { keyOfRun, sourcesOf } from './deployment/sources.ts';
import { Display } from './display.ts';
import type { DraftTexts } from './draft.ts';
import { DraftBoard } from './draftBoard.ts';
import type { FetchFile } from './files.ts';
import { Finetuning } from './finetune/finetuning.ts';
import { readShippedStart } from './finetune/shippedStart.ts';
import { Inspector } from './inspector.ts';
import { initialState, type LabState, type LiveState } from './labState.ts';
import type { LabWorkers, PhysicsWorker } from './labWorkers.ts';
import { Lesson } from './lesson/lesson.ts';
import type { CastName } from './liveCast.ts';
import { isGuest, LiveRobot } from './liveRobot.ts';
import { LiveStatusBoard } from './liveStatus.ts';
import { Office, voiceOf } from './office.ts';
import { Offline, type OfflineOptions } from './offline.ts';
import type { PageLife } from './pageLife.ts';
import { Pair } from './pair/pair.ts';
import { movingSides, sideNames, standingOfTransport, type TransportStanding } from './pair/pairState.ts';
import { textsOfValues, viewOfPreset } from './presetAddress.ts';
import { findPreset } from './presets.ts';
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
  readonly live: LiveRobot;
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
      onStart: (worker, respawn) => respawn > 0 && this.restartLive(worker),
      onRespawn: () =>
        this.notify(
          'The robot’s physics stopped and was started again: its episode begins anew. Training and the charts were kept.',
        ),
      onFailure: (error) =>
        this.notify(`The robot’s physics: ${error.message} Reload the page to see it move; training goes on.`),
    });
    this.live = new LiveRobot({
      worker: this.physics,
      fetchFile,
      read: () => this.state.live,
      patch: (change) => this.patchLive(change),
      hasShippedPolicy,
      before: () => this.policyBefore,
      onPose: (pose) => this.receivePose(pose),
    });
    this.inspector = new Inspector({
      spawn: () => workers.spawnInspection(),
      policy: () => this.live.policy,
      onPolicy: (listener) => this.live.onPolicy(listener),
      onPose: (listener) => this.onPose(listener),
    });
    this.rollouts = new RolloutPool(workers);
    const readDemonstrations = (scene: string, set: string) => this.data.readDemonstrations(scene, set);
    const place = { workers, rollouts: this.rollouts, readDemonstrations };
    this.run = new RunDesk({
      ...place,
      store: this.store,
      office: voiceOf(this.office, () => (this.pair.state.isOpen ? `${sideNames.a}: ` : '')),
      takeOver: (policy) => this.watchRun(policy),
    });
    this.stepTimes = new StepTimes({
      time: (scene) => this.physics.client.call('time', { scene }),
      onTime: (scene, milliseconds) =>
        this.store.setState({ stepTimes: { ...this.state.stepTimes, [scene]: milliseconds } }),
    });
    this.live.attach(this.physics.client);
    this.draft = new DraftBoard(this.store, address, (scene) => void this.showScene(scene));
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
      watch: (bundle) => this.watchBundle(bundle),
      watchLog: (log) => this.watchLog(log),
      holdStill: () => this.holdStill(),
      leave: () => this.leaveGuest(),
      announce: (message) => this.office.announce(message),
      appVersion: versions['onestep-lab'],
      now: () => new Date().toISOString(),
    });
    this.store.subscribe((state, before) => {
      if (state.run?.facts !== before.run?.facts) this.castFinetuned(state);
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

  /** Lets a policy that is there to be fine-tuned move the robot while no run does. @param id of one of the scene's starts; null: the shipped policy acts again */
  async watchStart(id: string | null): Promise<void> {
    const isFree = () => this.state.run === null;
    if (!isFree()) return;
    if (id !== null) await this.attempt(this.live.showStart(id, isFree));
    else if (this.state.live.policy.kind === 'start') await this.attempt(this.live.returnToShipped());
  }

  /** What moves the robot came from a file: the lab's own policy acts again. */
  async leaveGuest(): Promise<void> {
    if (isGuest(this.state.live.policy)) await this.attempt(this.showScene(this.state.live.scene));
  }

  /** @param index of the episode in the log that is played */
  async showLoggedEpisode(index: number): Promise<void> {
    if (this.state.live.policy.kind === 'log') await this.attempt(this.live.newEpisode(index));
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

  setLiveJoints(isShown: boolean): void {
    this.patchLive({ showsJoints: isShown });
  }

  setLiveCollisions(isShown: boolean): void {
    this.patchLive({ showsCollisions: isShown });
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
    this.run.dispose();
    this.rollouts.dispose();
    this.inspector.dispose();
    this.liveStatus.dispose();
    this.physics.dispose();
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
      await this.live.show(this.draft.scene);
    } catch (error) {
      this.patchLive({ phase: 'failed', problem: (error as Error).message });
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

  private watchBundle(bundle: ShownBundle): Promise<void> {
    this.chooseGuestScene(bundle.manifest.scene.id);
    return this.live.showBundle(bundle);
  }

  private async watchLog({ name, log }: ShownLog): Promise<void> {
    const { scene, rateHz } = log.header;
    if (!this.state.scenes.some(({ id }) => id === scene)) {
      throw new Error(`the lab has no scene called ${scene}. Its timing is shown all the same.`);
    }
    this.chooseGuestScene(scene);
    await this.live.showLog(
      scene,
      { states: log.states!, episodes: log.episodes, rateHz },
      { kind: 'log', name, rateHz },
    );
  }

  private async holdStill(): Promise<() => void> {
    if (!this.state.live.isPlaying) return () => undefined;
    await this.setLivePlaying(false);
    return () => void this.setLivePlaying(true);
  }

  /** The form goes along, so that the page speaks of one scene. */
  private chooseGuestScene(scene: string): void {
    if (this.draft.scene !== scene) this.edit('scene', scene);
    if (!this.state.live.isPlaying) this.patchLive({ isPlaying: true });
  }

  private watchRun(update: PolicyUpdate): void {
    const { run, live } = this.state;
    if (run && live.scene === run.experiment.scene) void this.attempt(this.live.takeOver(update));
  }

  private async showScene(scene: string, seed = 0): Promise<void> {
    const { run, live } = this.state;
    if (live.cast === 'before' && run?.experiment.scene !== scene) this.patchLive({ cast: 'both' });
    const latest = run?.experiment.scene === scene ? this.run.latestPolicy : null;
    await this.live.show(scene, latest ?? undefined, seed);
  }

  /** Bytes of the policy that the run on the page was fine-tuned from, where its scene is shown */
  private get policyBefore(): Uint8Array | null {
    const { run, live } = this.state;
    return run?.experiment.scene === live.scene ? (run.facts?.parent?.policy ?? null) : null;
  }

  /** A run of stage 2 is watched beside what it began from; without one there is no such ghost. */
  private castFinetuned({ run, live }: LabState): void {
    if (run?.facts?.parent) void this.setLiveCast('before');
    else if (!run && live.cast === 'before') void this.setLiveCast('both');
  }

  private receivePose(pose: LivePose): void {
    for (const listener of this.poseListeners) listener(pose);
    this.liveStatus.receive(pose);
  }

  private restartLive(worker: PhysicsWorker): void {
    this.live.attach(worker);
    void this.showScene(this.state.live.scene, this.state.liveStatus?.seed);
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
