/**
 * @file Stage 1 as a loop one can stop anywhere: one optimiser step a call, and the records that are due after it.
 *
 * The caller owns time: it decides when to call, when to yield and when to pause. Nothing here waits for an evaluation.
 */
import { type ChunkDataset, cutChunks } from '../data/chunks.ts';
import type { Demonstrations } from '../data/demonstrations.ts';
import type { Experiment } from '../experiment/experiment.ts';
import type { RunRecord, TrainingRecord } from '../experiment/records.ts';
import { type Architecture, architectureOf, initialiseParameters, parameterCount } from '../policy/architecture.ts';
import { Random } from '../random/random.ts';
import { createTrainingStep } from './createTrainingStep.ts';
import { DivergenceError } from './divergenceError.ts';
import { RepresentationProbe } from './representationProbe.ts';
import { learningRateAt } from './schedule.ts';
import type { Snapshot } from './snapshot.ts';
import type { StepLosses, TrainingStep, Weights } from './trainingStep.ts';

export class Pretraining {
  readonly architecture: Architecture;
  readonly dataset: ChunkDataset;
  private readonly trainingStep: TrainingStep;
  private readonly probe: RepresentationProbe;
  private pendingLosses: StepLosses[] = [];
  private taken = 0;

  /**
   * @param snapshot where to continue; its experiment must be this one, training length aside
   * @param now milliseconds of a clock, for a GPU's sake; without it, it is given one step at a time
   * @throws RangeError where the demonstrations have no chunk of that length, or the snapshot is of another network
   */
  constructor(
    readonly experiment: Experiment,
    demonstrations: Demonstrations,
    snapshot?: Snapshot | null,
    now?: () => number,
  ) {
    const { observationSize, actionSize } = demonstrations.metadata;
    this.architecture = architectureOf(experiment, observationSize, actionSize);
    const horizon = this.architecture.actionHorizon;
    this.dataset = cutChunks(demonstrations, horizon, experiment['representation.probeSize']);
    if (snapshot) {
      this.checkFits(snapshot);
      this.pendingLosses = [...snapshot.metadata.pendingLosses];
      this.taken = snapshot.metadata.step;
    }
    this.probe = new RepresentationProbe(this.dataset.probe, this.architecture, experiment.seed);
    const weights = snapshot?.weights ?? initialWeights(this.architecture, experiment.seed);
    this.trainingStep = createTrainingStep(this.architecture, experiment, this.dataset, weights, now);
  }

  /** Optimiser steps taken so far. */
  get step(): number {
    return this.taken;
  }

  get isFinished(): boolean {
    return this.taken >= this.experiment['training.steps'];
  }

  get parameterCount(): number {
    return parameterCount(this.architecture);
  }

  /**
   * One optimiser step.
   * @returns the records due after it: losses each log interval, the representation each of its intervals
   * @throws DivergenceError where a loss that was read back is not finite
   */
  async advance(): Promise<RunRecord[]> {
    await this.trainingStep.run(this.taken);
    this.taken++;
    const records: RunRecord[] = [];
    const isLast = this.isFinished;
    if (isLast || this.taken % this.experiment['training.logInterval'] === 0) records.push(await this.trainingRecord());
    if (isLast || this.taken % this.experiment['representation.interval'] === 0) {
      records.push(...(await this.representationRecords()));
    }
    return records;
  }

  /**
   * What is measured of the representation now, and the probe's embeddings themselves.
   * @throws DivergenceError where the network's answers are not finite
   */
  representationRecords(): Promise<RunRecord[]> {
    return this.probe.measure(this.trainingStep, this.taken);
  }

  /**
   * The whole state, on the CPU.
   * @throws DivergenceError where a loss or a weight is not finite, so that a bad state never replaces a good one
   */
  async snapshot(): Promise<Snapshot> {
    await this.collectLosses();
    const { taken: step, experiment, architecture } = this;
    const metadata = {
      experiment,
      architecture,
      step,
      observationNormalizer: this.dataset.observationNormalizer,
      actionNormalizer: this.dataset.actionNormalizer,
      examples: this.dataset.count,
      pendingLosses: [...this.pendingLosses],
    };
    const weights = await this.trainingStep.readWeights();
    if (!weights.parameters.every(Number.isFinite)) throw new DivergenceError(step);
    return { metadata, weights };
  }

  dispose(): void {
    this.trainingStep.dispose();
  }

  private async trainingRecord(): Promise<TrainingRecord> {
    const step = this.taken;
    await this.collectLosses();
    const losses = this.pendingLosses;
    this.pendingLosses = [];
    const mean = (key: keyof StepLosses) => losses.reduce((sum, entry) => sum + entry[key], 0) / losses.length;
    return {
      kind: 'training',
      step,
      loss: mean('loss'),
      velocityLoss: mean('velocityLoss'),
      dispersiveLoss: mean('dispersiveLoss'),
      learningRate: learningRateAt(step - 1, this.experiment),
    };
  }

  private async collectLosses(): Promise<void> {
    this.pendingLosses.push(...(await this.trainingStep.readLosses()));
    const areFinite = this.pendingLosses.every((entry) => Object.values(entry).every(Number.isFinite));
    if (!areFinite) throw new DivergenceError(this.taken);
  }

  private checkFits({ metadata }: Snapshot): void {
    const keys = Object.keys(this.architecture) as (keyof Architecture)[];
    const isSameNetwork = keys.every((key) => metadata.architecture[key] === this.architecture[key]);
    if (isSameNetwork && metadata.examples === this.dataset.count) return;
    throw new RangeError(
      'the snapshot is of another network or another demonstration set: it cannot be continued with these settings',
    );
  }
}

function initialWeights(architecture: Architecture, seed: number): Weights {
  const parameters = initialiseParameters(architecture, new Random(seed, 2));
  return {
    parameters,
    ema: parameters.slice(),
    firstMoment: new Float32Array(parameters.length),
    secondMoment: new Float32Array(parameters.length),
  };
}
