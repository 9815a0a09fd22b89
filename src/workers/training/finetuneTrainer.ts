/** @file Stage 2 in the training worker: its robots play on the physics workers. */
import { fileHash } from '../../core/data/container.ts';
import { type Demonstrations, decodeDemonstrations } from '../../core/data/demonstrations.ts';
import type { Experiment } from '../../core/experiment/experiment.ts';
import type { RunRecord } from '../../core/experiment/records.ts';
import {
  decodeFinetuneSnapshot,
  encodeFinetuneSnapshot,
  policyOfFinetuneSnapshot,
} from '../../core/finetune/finetuneSnapshot.ts';
import { Finetuning } from '../../core/finetune/finetuning.ts';
import type { PhysicsClient } from '../physics/client.ts';
import { WorkerVectorEnvironment } from '../physics/workerVectorEnvironment.ts';
import { demonstrationLevel } from './pretrainTrainer.ts';
import type { RunFacts, StartInput } from './protocol.ts';
import { type Capture, type Due, nothingDue, type Trainer } from './trainer.ts';

export class FinetuneTrainer implements Trainer {
  readonly experiment: Experiment;
  readonly facts: RunFacts;
  private readonly finetuning: Finetuning;
  private environments: WorkerVectorEnvironment | null = null;
  /** Resolves when there are physics workers to play on */
  private entering: Promise<void> = Promise.resolve();
  /** Set by a lost worker until others are attached; whoever wants to play waits for it */
  private lost: { readonly others: Promise<void>; readonly attach: () => void } | null = null;
  /** The last step ended an iteration */
  private isAtBoundary = false;
  private readonly isNew: boolean;

  /**
   * @param clock milliseconds
   * @throws FileFormatError, RangeError where the files cannot be read or do not fit the experiment
   */
  constructor({ experiment, demonstrations: bytes, snapshot, policy }: StartInput, clock: () => number) {
    this.experiment = experiment;
    this.isNew = snapshot === undefined;
    const demonstrations = bytes ? decodeDemonstrations(bytes, `${experiment.demonstrations}.demo`) : undefined;
    this.finetuning = new Finetuning(experiment, {
      snapshot: snapshot && decodeFinetuneSnapshot(snapshot, 'the snapshot'),
      ...{ policy, demonstrations, clock },
    });
    this.facts = this.factsOf(bytes, demonstrations);
  }

  get step(): number {
    return this.finetuning.step;
  }

  get isFinished(): boolean {
    return this.finetuning.isFinished;
  }

  /** The state that the run begins with is at once one to go on from: it holds the stage 1 policy. */
  async begin(physics: readonly PhysicsClient[]) {
    await this.attachPhysics(physics);
    if (!this.isNew) return { records: [], due: nothingDue };
    const records = await this.finetuning.representationRecords();
    return { records, due: { policy: true, snapshot: true, evaluation: true } };
  }

  async attachPhysics(physics: readonly PhysicsClient[]): Promise<void> {
    if (physics.length === 0) throw new RangeError('fine-tuning needs a physics worker for its robots to play on');
    this.finetuning.leave();
    this.environments?.dispose();
    this.environments = null;
    this.entering = this.enter(physics);
    this.lost?.attach();
    this.lost = null;
    await this.entering;
  }

  async advance(): Promise<RunRecord[]> {
    await this.lost?.others;
    await this.entering;
    try {
      const records = await this.finetuning.advance();
      this.isAtBoundary = records.length > 0;
      const isProbed = this.isAtBoundary && this.isEvaluationDue;
      return isProbed ? [...records, ...(await this.finetuning.representationRecords())] : records;
    } catch (error) {
      // The decision was not taken; it is taken anew, with the same noise, where the robots are next.
      if (!isLostWorker(error as Error)) throw error;
      this.wait();
      return [];
    }
  }

  due(): Due {
    if (!this.isAtBoundary) return nothingDue;
    const { iterations, isFinished } = this.finetuning;
    const isSnapshotDue = isFinished || iterations % this.experiment['finetune.snapshotInterval'] === 0;
    return { policy: true, snapshot: isSnapshotDue, evaluation: this.isEvaluationDue };
  }

  async capture(): Promise<Capture> {
    const snapshot = this.finetuning.boundary;
    if (!snapshot) throw new Error('the robots have not begun to play yet');
    return {
      step: snapshot.network.step,
      policy: () => policyOfFinetuneSnapshot(snapshot),
      snapshot: () => encodeFinetuneSnapshot(snapshot),
    };
  }

  dispose(): void {
    this.environments?.dispose();
    this.finetuning.dispose();
  }

  private get isEvaluationDue(): boolean {
    const { iterations, isFinished } = this.finetuning;
    return isFinished || iterations % this.experiment['finetune.evaluationInterval'] === 0;
  }

  private async enter(physics: readonly PhysicsClient[]): Promise<void> {
    const { scene, 'finetune.environments': slots } = this.experiment;
    this.environments = await WorkerVectorEnvironment.create(physics, { scene, slots });
    await this.finetuning.enter(this.environments);
  }

  /** Until other workers are attached */
  private wait(): void {
    if (this.lost) return;
    this.finetuning.leave();
    let attach = () => {};
    const others = new Promise<void>((resolve) => {
      attach = resolve;
    });
    this.lost = { others, attach };
  }

  private factsOf(bytes: Uint8Array | null, demonstrations: Demonstrations | undefined): RunFacts {
    const { architecture, parameterCount: parameters, step, parent, probe } = this.finetuning;
    const { observationSize, actionSize } = architecture;
    return {
      ...{ parameters, chunks: 0, observationSize, actionSize, step },
      demonstrationsHash: fileHash(bytes ?? new Uint8Array(0)),
      demonstrationLevel: demonstrations ? demonstrationLevel(demonstrations) : null,
      parent: parent && {
        policyHash: fileHash(parent.bytes),
        step: parent.file.metadata.step,
        policy: parent.bytes,
      },
      probeObservations: probe?.rawObservations ?? new Float32Array(0),
      probeActions: probe?.rawActions ?? new Float32Array(0),
    };
  }
}

/** Its worker died, or its connection was given up for another's. */
function isLostWorker({ name }: Error): boolean {
  return name === 'WorkerDiedError' || name === 'AbortError';
}
