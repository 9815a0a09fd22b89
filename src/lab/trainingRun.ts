/** @file The life of one training run: started, played, paused, stepped, finished or failed, and reset. */
import type { Experiment } from '../core/experiment/experiment.ts';
import type { SupervisedWorker } from '../workers/rpc/supervisor.ts';
import type { SnapshotUpdate } from '../workers/training/protocol.ts';
import type { RunState } from './labState.ts';
import type { PhysicsWorker, TrainingWorker } from './labWorkers.ts';
import type { RunBeginning } from './runObserver.ts';
import { TrainingLock } from './trainingLock.ts';

export interface TrainingRunOptions {
  readonly worker: SupervisedWorker<TrainingWorker>;
  /** Bytes of a demonstration set; the caller may transfer them. Rejects with one sentence for a person. */
  readDemonstrations(scene: string, set: string): Promise<Uint8Array>;
  /** Workers that play the evaluation's episodes, made when the first run begins */
  rolloutWorkers(): readonly PhysicsWorker[];
  /** Resolves when a backend is ready to train */
  backendReady(): Promise<void>;
  /** The run stands at its first step from here. */
  began(beginning: Pick<RunBeginning, 'experiment' | 'facts' | 'continues'>): void;
  read(): RunState | null;
  write(run: RunState | null): void;
}

/** A run that was kept, to go on with */
export interface KeptRun {
  readonly id: string;
  /** Null where it was kept before its first snapshot: it begins again */
  readonly snapshot: SnapshotUpdate | null;
}

/** Steps a second in slow motion */
const slowPace = 3;

export class TrainingRun {
  private readonly lock = new TrainingLock();
  private snapshot: SnapshotUpdate | null = null;
  private kept: string | null = null;
  private isSlow = false;

  constructor(private readonly options: TrainingRunOptions) {}

  /** Begins a run and plays it, takes a single step, or stands still; where a kept run is given, from its snapshot on. */
  async start(experiment: Experiment, begin: 'play' | 'step' | 'stand', kept?: KeptRun): Promise<void> {
    this.kept = kept?.id ?? null;
    this.snapshot = kept?.snapshot ?? null;
    await this.begin(experiment, begin, kept?.snapshot?.snapshot.slice());
  }

  /** The run is kept under this id from now on. */
  keepAs(id: string): void {
    this.kept = id;
  }

  /** Holds the newest state, should the worker die. */
  keep(snapshot: SnapshotUpdate): void {
    this.snapshot = snapshot;
  }

  /** The step from which a run whose worker died can go on; null where there is no run or nothing of it was kept. */
  get keptStep(): number | null {
    const phase = this.options.read()?.phase;
    return phase === 'training' || phase === 'paused' ? (this.snapshot?.step ?? null) : null;
  }

  /** Takes the run up again in a fresh worker, playing where it played before. */
  async recover(): Promise<void> {
    const run = this.options.read();
    if (!run || !this.snapshot) return;
    // A copy travels, so that this one is still here should the next worker die too.
    await this.begin(run.experiment, run.phase === 'training' ? 'play' : 'stand', this.snapshot.snapshot.slice());
  }

  private async begin(experiment: Experiment, then: 'play' | 'step' | 'stand', snapshot?: Uint8Array): Promise<void> {
    const { write, worker, readDemonstrations, backendReady, began } = this.options;
    write({ experiment, facts: null, phase: 'starting', message: null });
    try {
      const [demonstrations] = await Promise.all([
        readDemonstrations(experiment.scene, experiment.demonstrations),
        backendReady(),
      ]);
      const physics = await Promise.all(this.options.rolloutWorkers().map((rollout) => rollout.connect()));
      const input = { experiment, demonstrations, physics, snapshot };
      const facts = await worker.client.call('start', input, { transfer: [demonstrations.buffer, ...physics] });
      write({ experiment, facts, phase: 'paused', message: null });
      began({ experiment, facts, continues: this.kept });
      if (this.isSlow) await this.sendPace();
      if (then === 'play') await this.play();
      if (then === 'step') await this.step();
    } catch (error) {
      this.fail(`The run did not start: ${(error as Error).message} Nothing was lost; press Reset to try again.`);
    }
  }

  async play(): Promise<void> {
    this.lock.hold();
    await this.options.worker.client.call('play');
  }

  async pause(): Promise<void> {
    await this.options.worker.client.call('pause');
    this.lock.release();
  }

  async step(): Promise<void> {
    await this.options.worker.client.call('step');
  }

  /** A few steps a second, each of which moves the robot, for this run and those after it. The numbers stay the same. */
  async setSlowMotion(isSlow: boolean): Promise<void> {
    this.isSlow = isSlow;
    await this.sendPace();
  }

  /** Ends the run and frees its memory. */
  async reset(): Promise<void> {
    this.lock.release();
    this.options.write(null);
    await this.options.worker.client.call('stop');
  }

  /** Takes over what the worker says of itself. */
  follow(phase: RunState['phase'], message: string | undefined): void {
    const run = this.options.read();
    if (!run || (run.phase === phase && run.message === (message ?? null))) return;
    if (phase !== 'training') this.lock.release();
    this.options.write({ ...run, phase, message: message ?? null });
  }

  fail(message: string): void {
    this.follow('failed', message);
  }

  private async sendPace(): Promise<void> {
    await this.options.worker.client.call('setPace', { stepsPerSecond: this.isSlow ? slowPace : null });
  }
}
