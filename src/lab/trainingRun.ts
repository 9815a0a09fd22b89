/** @file The life of one training run: started, played, paused, stepped, finished or failed, and reset. */
import type { Experiment } from '../core/experiment/experiment.ts';
import { runLength } from '../core/experiment/stage.ts';
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
  began(beginning: Pick<RunBeginning, 'experiment' | 'facts' | 'continues' | 'parent'>): void;
  read(): RunState | null;
  write(run: RunState | null): void;
}

/** A run that was kept, to go on with */
export interface KeptRun {
  readonly id: string;
  /** Null where it was kept before its first snapshot: it begins again */
  readonly snapshot: SnapshotUpdate | null;
}

/** What a run of stage 2 begins from */
export interface StartingPolicy {
  /** Bytes of a policy file */
  readonly policy: Uint8Array;
  /** Id of the kept run that it is of; null for one that comes with the lab */
  readonly runId: string | null;
  /** What the run, or the shipped policy, is called */
  readonly name: string;
}

/** What a run does once it is ready. */
type Beginning = 'play' | 'step' | 'stand';

/** Steps a second in slow motion */
const slowPace = 3;

export class TrainingRun {
  private readonly lock = new TrainingLock();
  private snapshot: SnapshotUpdate | null = null;
  /** Until there is a snapshot, which holds it, a recovery begins from it again. */
  private startingPolicy: StartingPolicy | null = null;
  private kept: string | null = null;
  private isSlow = false;
  private beginning: Beginning = 'stand';
  /** Grows with each beginning and each end: what an older one was waiting for is dropped. */
  private generation = 0;
  private attaching: Promise<unknown> = Promise.resolve();
  /** A rollout worker was replaced while the run was starting with a port to the one before. */
  private hasLostRollouts = false;

  constructor(private readonly options: TrainingRunOptions) {}

  /**
   * Begins a run and plays it, takes a single step, or stands still; where a kept run is given, from its snapshot on.
   * @param policy what a run of stage 2 begins from; its snapshots hold it
   */
  async start(experiment: Experiment, beginning: Beginning, kept?: KeptRun, policy?: StartingPolicy): Promise<void> {
    this.kept = kept?.id ?? null;
    this.snapshot = kept?.snapshot ?? null;
    this.startingPolicy = policy ?? null;
    await this.begin(experiment, beginning);
  }

  /** The run is kept under this id from now on. */
  keepAs(id: string): void {
    this.kept = id;
  }

  /** Holds the newest state, should the worker die. */
  keep(snapshot: SnapshotUpdate): void {
    this.snapshot = snapshot;
  }

  /** Whether there is something to take up again, should the worker die. */
  get isUnderWay(): boolean {
    const run = this.options.read();
    return run !== null && run.phase !== 'failed';
  }

  /** The step of the newest snapshot; null where there is none: the run would begin again */
  get keptStep(): number | null {
    return this.snapshot?.step ?? null;
  }

  /** Takes the run up again in a fresh worker: from its snapshot, or from its beginning, and playing where it played before. */
  async recover(): Promise<void> {
    const run = this.options.read();
    if (!run) return;
    const isPlaying = run.phase === 'training';
    const beginning = run.phase === 'starting' ? this.beginning : isPlaying ? 'play' : 'stand';
    await this.begin(run.experiment, beginning);
  }

  async play(): Promise<void> {
    this.lock.hold();
    await this.options.worker.client.call('play');
  }

  /** Stands still; a run that is still starting will, when it is ready. */
  async pause(): Promise<void> {
    this.beginning = 'stand';
    if (this.options.read()?.phase === 'starting') return;
    await this.options.worker.client.call('pause');
    this.lock.release();
  }

  async step(): Promise<void> {
    await this.options.worker.client.call('step');
  }

  /** Evaluates the weights as they are now. */
  async evaluate(): Promise<void> {
    await this.options.worker.client.call('evaluate');
  }

  /** A few steps a second, each of which moves the robot, for this run and those after it. The numbers stay the same. */
  async setSlowMotion(isSlow: boolean): Promise<void> {
    this.isSlow = isSlow;
    await this.sendPace();
  }

  /** Hands the run new ports to the rollout workers. @returns the step of the evaluation that is played again, or null */
  attachRollouts(): Promise<number | null> {
    const { generation } = this;
    const attach = this.attaching.then(async () => {
      const run = this.options.read();
      this.hasLostRollouts = run?.phase === 'starting';
      if (generation !== this.generation || !run?.facts) return null;
      const physics = await this.connectRollouts();
      const { replayedStep } = await this.options.worker.client.call(
        'attachPhysics',
        { physics },
        { transfer: physics },
      );
      return replayedStep;
    });
    this.attaching = attach.catch(() => undefined);
    return attach;
  }

  /** Ends the run, also one that is still starting, and frees its memory. */
  async reset(): Promise<void> {
    this.generation++;
    this.lock.release();
    this.snapshot = null;
    this.startingPolicy = null;
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

  private async begin(experiment: Experiment, beginning: Beginning): Promise<void> {
    const { write, worker, readDemonstrations, backendReady, began } = this.options;
    const generation = ++this.generation;
    const isStale = () => generation !== this.generation;
    this.beginning = beginning;
    write({ experiment, facts: null, phase: 'starting', message: null });
    try {
      const [demonstrations] = await Promise.all([
        // A policy from scratch imitates nobody.
        experiment.stage === 'scratch' ? null : readDemonstrations(experiment.scene, experiment.demonstrations),
        backendReady(),
      ]);
      if (isStale()) return;
      const physics = await this.connectRollouts();
      if (isStale()) {
        for (const port of physics) port.close();
        return;
      }
      // A copy travels, so that this one is still here should the worker die.
      const snapshot = this.snapshot?.snapshot.slice();
      const policy = this.startingPolicy?.policy.slice();
      const input = { experiment, demonstrations, physics, snapshot, policy };
      const transfer = [...(demonstrations ? [demonstrations.buffer] : []), ...physics];
      const facts = await worker.client.call('start', input, { transfer });
      if (isStale()) return;
      const isFinished = facts.step >= runLength(experiment);
      write({ experiment, facts, phase: isFinished ? 'finished' : 'paused', message: null });
      began({ experiment, facts, continues: this.kept, parent: this.startingPolicy });
      if (this.hasLostRollouts) await this.attachRollouts();
      if (this.isSlow) await this.sendPace();
      // It may have been paused meanwhile.
      if (this.beginning === 'play' && !isFinished) await this.play();
      if (this.beginning === 'step') await this.step();
    } catch (error) {
      // Whoever replaces a dead worker begins the run again, and whoever reset the run wants to hear no more of it.
      if (isStale()) return;
      this.fail(`The run did not start: ${(error as Error).message} Nothing was lost; press Reset to try again.`);
    }
  }

  private async connectRollouts(): Promise<MessagePort[]> {
    const connect = () => Promise.all(this.options.rolloutWorkers().map((rollout) => rollout.connect()));
    try {
      return await connect();
    } catch (error) {
      // One that died has been replaced by now.
      if ((error as Error).name !== 'WorkerDiedError') throw error;
      return connect();
    }
  }

  private async sendPace(): Promise<void> {
    await this.options.worker.client.call('setPace', { stepsPerSecond: this.isSlow ? slowPace : null });
  }
}
