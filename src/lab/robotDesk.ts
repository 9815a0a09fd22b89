/** @file What a person may do with the robot in the middle of the page, and who acts on it: a run, a start, or a guest. */
import type { StoreApi } from 'zustand/vanilla';
import type { LivePose } from '../workers/physics/protocol.ts';
import type { SupervisedWorker } from '../workers/rpc/supervisor.ts';
import type { PolicyUpdate } from '../workers/training/protocol.ts';
import type { ShownBundle, ShownLog } from './deployment/deploymentState.ts';
import type { FetchFile } from './files.ts';
import type { LabState, LiveState } from './labState.ts';
import type { PhysicsWorker } from './labWorkers.ts';
import type { CastName } from './liveCast.ts';
import { isGuest, LiveRobot } from './liveRobot.ts';
import type { Office } from './office.ts';
import { hasShippedPolicy } from './shippedPolicies.ts';

export interface RobotDeskOptions {
  readonly store: StoreApi<LabState>;
  readonly office: Office;
  readonly worker: SupervisedWorker<PhysicsWorker>;
  readonly fetchFile: FetchFile;
  /** The form's scene */
  chosenScene(): string;
  chooseScene(id: string): void;
  /** What the run on the page has learned so far; null where there is none */
  latestPolicy(): PolicyUpdate | null;
  onPose(pose: LivePose): void;
}

export class RobotDesk {
  private readonly live: LiveRobot;

  constructor(private readonly options: RobotDeskOptions) {
    this.live = new LiveRobot({
      ...{ worker: options.worker, fetchFile: options.fetchFile, hasShippedPolicy },
      read: () => this.state.live,
      patch: (change) => this.patch(change),
      before: () => this.policyBefore,
      onPose: (pose) => options.onPose(pose),
    });
    options.store.subscribe((state, before) => {
      if (state.run?.facts !== before.run?.facts) this.castFinetuned(state);
    });
  }

  /** Bytes of the policy file that acts now; null while none does */
  get policy(): Uint8Array | null {
    return this.live.policy;
  }

  /** Called with the bytes of each policy that begins to act, and with null while none does. They are not to be transferred. */
  onPolicy(listener: (policy: Uint8Array | null) => void): () => void {
    return this.live.onPolicy(listener);
  }

  attach(worker: PhysicsWorker): void {
    this.live.attach(worker);
  }

  /** Another physics worker took the place of one that died: its episode begins anew. */
  restart(worker: PhysicsWorker): void {
    this.live.attach(worker);
    void this.showScene(this.state.live.scene, this.state.liveStatus?.seed);
  }

  /** The first scene; what keeps it from being shown is told in its place. */
  show(scene: string): Promise<void> {
    return this.live.show(scene);
  }

  fail(problem: string): void {
    this.patch({ phase: 'failed', problem });
  }

  /** A scene, moved by the run on the page where it is of that scene, and by the shipped policy otherwise. */
  async showScene(scene: string, seed = 0): Promise<void> {
    const { run, live } = this.state;
    if (live.cast === 'before' && run?.experiment.scene !== scene) this.patch({ cast: 'both' });
    const latest = run?.experiment.scene === scene ? this.options.latestPolicy() : null;
    await this.live.show(scene, latest ?? undefined, seed);
  }

  returnToShipped(): Promise<void> {
    return this.attempt(this.live.returnToShipped());
  }

  watchRun(update: PolicyUpdate): void {
    const { run, live } = this.state;
    if (run && live.scene === run.experiment.scene) void this.attempt(this.live.takeOver(update));
  }

  /** Lets a policy that is there to be fine-tuned move the robot while no run does. @param id of one of the scene's starts; null: the shipped policy acts again */
  async watchStart(id: string | null): Promise<void> {
    const isFree = () => this.state.run === null;
    if (!isFree()) return;
    if (id !== null) await this.attempt(this.live.showStart(id, isFree));
    else if (this.state.live.policy.kind === 'start') await this.returnToShipped();
  }

  watchBundle(bundle: ShownBundle): Promise<void> {
    this.chooseGuestScene(bundle.manifest.scene.id);
    return this.live.showBundle(bundle);
  }

  /** Rejects where the log is of no scene of the lab, or not of its own. */
  async watchLog({ name, log }: ShownLog): Promise<void> {
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

  /** @param index of the episode in the log that is played */
  async showLoggedEpisode(index: number): Promise<void> {
    if (this.state.live.policy.kind === 'log') await this.attempt(this.live.newEpisode(index));
  }

  /** What moves the robot came from a file: the lab's own policy acts again. */
  async leaveGuest(): Promise<void> {
    if (isGuest(this.state.live.policy)) await this.attempt(this.showScene(this.state.live.scene));
  }

  /** Who is on stage; the episode begins anew, so that both come from the same start. */
  setCast(cast: CastName): Promise<void> {
    return this.attempt(this.live.setCast(cast));
  }

  setPlaying(isPlaying: boolean): Promise<void> {
    return this.attempt(this.live.setPlaying(isPlaying));
  }

  /** Stands still for a measurement. @returns lets it go on, where it was moving */
  async holdStill(): Promise<() => void> {
    if (!this.state.live.isPlaying) return () => undefined;
    await this.setPlaying(false);
    return () => void this.setPlaying(true);
  }

  /** @param speed simulated seconds per second, above 0 and at most 1 */
  setSpeed(speed: number): Promise<void> {
    return this.attempt(this.live.setSpeed(speed));
  }

  setContacts(isShown: boolean): Promise<void> {
    return this.attempt(this.live.setContacts(isShown));
  }

  setJoints(isShown: boolean): void {
    this.patch({ showsJoints: isShown });
  }

  setCollisions(isShown: boolean): void {
    this.patch({ showsCollisions: isShown });
  }

  /** Nothing runs live before a page that nobody sees. */
  setWatched(isWatched: boolean): Promise<void> {
    return this.attempt(this.live.setWatched(isWatched));
  }

  step(): Promise<void> {
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

  private get state(): LabState {
    return this.options.store.getState();
  }

  /** Bytes of the policy that the run on the page was fine-tuned from, where its scene is shown */
  private get policyBefore(): Uint8Array | null {
    const { run, live } = this.state;
    return run?.experiment.scene === live.scene ? (run.facts?.parent?.policy ?? null) : null;
  }

  /** A run of stage 2 is watched beside what it began from; without one there is no such ghost. */
  private castFinetuned({ run, live }: LabState): void {
    if (run?.facts?.parent) void this.setCast('before');
    else if (!run && live.cast === 'before') void this.setCast('both');
  }

  /** The form goes along, so that the page speaks of one scene. */
  private chooseGuestScene(scene: string): void {
    if (this.options.chosenScene() !== scene) this.options.chooseScene(scene);
    if (!this.state.live.isPlaying) this.patch({ isPlaying: true });
  }

  private attempt(action: Promise<void>): Promise<void> {
    return this.options.office.attempt(action);
  }

  private patch(change: Partial<LiveState>): void {
    this.options.store.setState({ live: { ...this.state.live, ...change } });
  }
}
