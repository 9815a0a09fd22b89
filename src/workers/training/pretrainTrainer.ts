/** @file Stage 1 in the training worker. */
import { fileHash } from '../../core/data/container.ts';
import { type Demonstrations, decodeDemonstrations } from '../../core/data/demonstrations.ts';
import { denormalize } from '../../core/data/normalizer.ts';
import type { Experiment } from '../../core/experiment/experiment.ts';
import type { RunRecord } from '../../core/experiment/records.ts';
import { findScene } from '../../core/scenes/registry.ts';
import { Pretraining } from '../../core/training/pretraining.ts';
import { decodeSnapshot, encodeSnapshot, policyOfSnapshot } from '../../core/training/snapshot.ts';
import type { RunFacts, StartInput } from './protocol.ts';
import { type Capture, type Due, nothingDue, type Trainer } from './trainer.ts';

/** However rarely snapshots are asked for, no more steps than this can be lost with the worker. */
const recoveryInterval = 200;

export class PretrainTrainer implements Trainer {
  readonly experiment: Experiment;
  readonly facts: RunFacts;
  private readonly training: Pretraining;

  /**
   * @param clock milliseconds
   * @throws FileFormatError, RangeError where the files cannot be read or do not fit the experiment
   */
  constructor({ experiment, demonstrations: bytes, snapshot }: StartInput, clock: () => number) {
    if (!bytes) throw new RangeError('stage 1 needs demonstrations');
    this.experiment = experiment;
    const demonstrations = decodeDemonstrations(bytes, `${experiment.demonstrations}.demo`);
    this.training = new Pretraining(
      experiment,
      demonstrations,
      snapshot ? decodeSnapshot(snapshot, 'the snapshot') : null,
      clock,
    );
    const { architecture, dataset, parameterCount: parameters, step } = this.training;
    const { observationSize, actionSize } = architecture;
    const { count: chunks, probe } = dataset;
    this.facts = {
      ...{ parameters, chunks, observationSize, actionSize, step },
      demonstrationsHash: fileHash(bytes),
      demonstrationLevel: demonstrationLevel(demonstrations),
      parent: null,
      probeObservations: denormalize(dataset.observationNormalizer, probe.observations),
      probeActions: denormalize(dataset.actionNormalizer, probe.chunks),
    };
  }

  get step(): number {
    return this.training.step;
  }

  get isFinished(): boolean {
    return this.training.isFinished;
  }

  /** The representation before the first step, so that the picture begins with the run. */
  async begin() {
    const records = this.training.step === 0 ? await this.training.representationRecords() : [];
    return { records, due: nothingDue };
  }

  async attachPhysics(): Promise<void> {}

  advance(): Promise<RunRecord[]> {
    return this.training.advance();
  }

  due(isWatched: boolean): Due {
    const { step, experiment, isFinished } = this;
    const isDue = (interval: number) => isFinished || step % interval === 0;
    return {
      policy: isWatched || isDue(experiment['representation.interval']),
      snapshot: isDue(experiment['training.snapshotInterval']) || step % recoveryInterval === 0,
      evaluation: isDue(experiment['evaluation.interval']),
    };
  }

  async capture(): Promise<Capture> {
    const snapshot = await this.training.snapshot();
    return {
      step: snapshot.metadata.step,
      policy: () => policyOfSnapshot(snapshot),
      snapshot: () => encodeSnapshot(snapshot),
    };
  }

  dispose(): void {
    this.training.dispose();
  }
}

/** What the demonstrations reached, in the scene's own metric; null where that is not known. */
export function demonstrationLevel({ metadata }: Demonstrations): number | null {
  const { metric } = findScene(metadata.scene);
  return (metric === 'success' ? metadata.successRate : metadata.meanReturn) ?? null;
}
