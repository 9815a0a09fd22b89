/** @file One step, opened up: what the policy that acts does with one noise and many, at one moment. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Cloud, Field, InspectedPolicy, Trace } from '../workers/inspection/protocol.ts';
import type { LivePose } from '../workers/physics/protocol.ts';
import { type SupervisedWorker, superviseWorker } from '../workers/rpc/supervisor.ts';
import type { InspectionWorker } from './labWorkers.ts';
import { LatestTask } from './latestTask.ts';

export interface InspectorState {
  /** Null until a policy acts, and while the view is closed */
  readonly policy: InspectedPolicy | null;
  /** The moment stays what it is, though the robot moves on */
  readonly isHeld: boolean;
  /** What the policy sees, raw units; null until the robot has been seen */
  readonly observation: Float32Array | null;
  /** z₁ of the trace; null until it is drawn */
  readonly noise: Float32Array | null;
  /** t of the field, 1 … 0 */
  readonly time: number;
  readonly trace: Trace | null;
  /** Null where a chunk is not two numbers */
  readonly field: Field | null;
  readonly cloud: Cloud | null;
  readonly problem: string | null;
}

/** Small steps K that are compared with one */
export const manySteps = 32;
/** Half the side of the plane that is shown, normalised action units */
export const planeReach = 2.1;

const fieldPoints = 15;
const cloudCount = 96;
/** Milliseconds between two moments that are looked at, and between two answers of a kind */
const restBetween = { moments: 250, traces: 30, fields: 150, clouds: 400 } as const;

const empty = { policy: null, trace: null, field: null, cloud: null, problem: null } as const;

/** A chunk is two numbers: noise, velocity and action lie in one plane. */
export const isPlanar = ({ actionHorizon, actionSize }: InspectedPolicy) => actionHorizon * actionSize === 2;

export interface InspectorOptions {
  spawn(): InspectionWorker;
  /** Bytes of the policy that acts now */
  policy(): Uint8Array | null;
  onPolicy(listener: (policy: Uint8Array | null) => void): void;
  onPose(listener: (pose: LivePose) => void): void;
}

/** Works only while it is open; its worker starts the first time it is. */
export class Inspector {
  readonly store: StoreApi<InspectorState> = createStore(() => ({
    ...empty,
    isHeld: false,
    observation: null,
    noise: null,
    time: 1,
  }));
  private worker: SupervisedWorker<InspectionWorker> | null = null;
  private isOpen = false;
  private newest: Float32Array | null = null;
  /** What is to be seen: the newest, or what is held */
  private moment: Float32Array | null = null;
  private awaitsStart = false;
  private noiseSeed = 0;
  /** Grows with each policy: an answer for an older one is dropped. */
  private generation = 0;
  private readonly moments = new LatestTask(() => this.look(), restBetween.moments);
  private readonly traces = new LatestTask(() => this.redraw((moment) => this.trace(moment)), restBetween.traces);
  private readonly fields = new LatestTask(() => this.redraw((moment) => this.field(moment)), restBetween.fields);
  private readonly clouds = new LatestTask(() => this.redraw((moment) => this.cloud(moment)), restBetween.clouds);

  constructor(private readonly options: InspectorOptions) {
    options.onPolicy((policy) => {
      // Another scene is on its way: what the robot was seen to see is of the last one.
      if (!policy) this.newest = this.moment = null;
      if (this.isOpen) void this.load(policy);
    });
    options.onPose(({ observation, controlStep }) => {
      this.newest = observation;
      if (!this.state.isHeld) this.moment = observation;
      if (!this.isOpen) return;
      if (this.awaitsStart && controlStep === 0) this.keepStart();
      this.moments.want();
    });
  }

  get state(): InspectorState {
    return this.store.getState();
  }

  open(): void {
    if (this.isOpen) return;
    this.isOpen = true;
    this.worker ??= this.start();
    this.moments.want();
    void this.load(this.options.policy());
  }

  close(): void {
    this.isOpen = false;
  }

  /** Keeps the moment that is shown, or follows the robot again. */
  hold(isHeld: boolean): void {
    this.awaitsStart = false;
    this.store.setState({ isHeld });
    this.moment = isHeld ? this.state.observation : this.newest;
    this.moments.want();
  }

  /** Holds the next moment at which an episode begins. */
  holdNextStart(): void {
    this.awaitsStart = true;
  }

  setNoise(noise: Float32Array): void {
    this.store.setState({ noise });
    this.traces.want();
  }

  /** Another draw, the same for every policy of this size. */
  async newNoise(): Promise<void> {
    this.noiseSeed += 1;
    await this.answer(() => this.drawNoise());
    this.traces.want();
  }

  /** @param time t of the field, 1 … 0 */
  setTime(time: number): void {
    this.store.setState({ time });
    this.fields.want();
  }

  dispose(): void {
    this.close();
    for (const task of [this.moments, this.traces, this.fields, this.clouds]) task.dispose();
    this.worker?.dispose();
  }

  private start(): SupervisedWorker<InspectionWorker> {
    return superviseWorker({
      create: () => this.options.spawn(),
      // A fresh worker knows no policy.
      onStart: (_, respawn) => respawn > 0 && queueMicrotask(() => void this.load(this.options.policy())),
      onFailure: (error) => this.store.setState({ problem: `${error.message} Reload the page to look inside again.` }),
    });
  }

  private async load(policy: Uint8Array | null): Promise<void> {
    const generation = ++this.generation;
    if (!policy) {
      this.store.setState({ ...empty, observation: null, isHeld: false });
      return;
    }
    await this.answer(async () => {
      const inspected = await this.worker!.client.call('load', { policy });
      if (generation !== this.generation) return;
      const { policy: last } = this.state;
      const isAlike = last?.actionHorizon === inspected.actionHorizon && last.actionSize === inspected.actionSize;
      // Noise and pictures of another size are of no use to it.
      const unlike = isAlike ? {} : { ...empty, noise: null, observation: null };
      this.store.setState({ ...unlike, policy: inspected, problem: null });
      if (!this.state.noise) await this.drawNoise();
      this.wantAll();
    });
  }

  /** Another moment: all that is drawn of it appears at once, so that no two pictures are of different moments. */
  private look(): Promise<void> {
    return this.answer(async () => {
      const { moment, generation } = this;
      const { noise } = this.state;
      if (!moment || moment === this.state.observation || !this.canSee(moment)) return;
      const pictures = await Promise.all([this.trace(moment), this.field(moment), this.cloud(moment)]);
      if (generation !== this.generation) return;
      this.store.setState(Object.assign({ observation: moment }, ...pictures));
      // The noise was dragged on meanwhile.
      if (noise !== this.state.noise) this.traces.want();
    });
  }

  /** One of the pictures anew, of the moment that is shown. */
  private redraw(picture: (moment: Float32Array) => Promise<Partial<InspectorState>>): Promise<void> {
    return this.answer(async () => {
      const { generation } = this;
      const { observation } = this.state;
      if (!observation || !this.canSee(observation)) return;
      const drawn = await picture(observation);
      if (generation === this.generation && observation === this.state.observation) this.store.setState(drawn);
    });
  }

  private keepStart(): void {
    this.awaitsStart = false;
    this.moment = this.newest;
    this.store.setState({ isHeld: true });
  }

  private wantAll(): void {
    for (const task of [this.moments, this.traces, this.fields, this.clouds]) task.want();
  }

  private async drawNoise(): Promise<void> {
    const noise = await this.worker!.client.call('noise', { seed: this.noiseSeed });
    this.store.setState({ noise });
  }

  private get isPlanar(): boolean {
    const { policy } = this.state;
    return policy !== null && isPlanar(policy);
  }

  /** The last poses of one scene may arrive beside the policy of the next. */
  private canSee(observation: Float32Array): boolean {
    return observation.length === this.state.policy?.observationSize;
  }

  private async trace(observation: Float32Array): Promise<Partial<InspectorState>> {
    const { noise } = this.state;
    if (!noise) return {};
    return { trace: await this.worker!.client.call('trace', { observation, noise, steps: manySteps }) };
  }

  private async field(observation: Float32Array): Promise<Partial<InspectorState>> {
    if (!this.isPlanar) return {};
    const input = { observation, time: this.state.time, points: fieldPoints, reach: planeReach };
    return { field: await this.worker!.client.call('field', input) };
  }

  private async cloud(observation: Float32Array): Promise<Partial<InspectorState>> {
    if (!this.isPlanar) return {};
    const input = { observation, seed: 0, count: cloudCount, steps: manySteps };
    return { cloud: await this.worker!.client.call('cloud', input) };
  }

  /** While it is closed nothing is asked; what fails is shown where it would have been. */
  private async answer(ask: () => Promise<void>): Promise<void> {
    if (!this.isOpen || !this.worker) return;
    const { generation } = this;
    try {
      await ask();
    } catch (error) {
      const { name, message } = error as Error;
      // A worker that dies is replaced, and its policy is loaded anew.
      if (name === 'AbortError' || name === 'WorkerDiedError' || generation !== this.generation) return;
      this.store.setState({ problem: message });
    }
  }
}
