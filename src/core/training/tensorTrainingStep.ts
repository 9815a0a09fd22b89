/** @file A training step in plain tfjs operations: loss, gradient, AdamW and EMA on flat vectors. */
import * as tf from '@tensorflow/tfjs-core';
import type { Experiment } from '../experiment/experiment.ts';
import { type DrawKeys, drawBatch, drawExamples, drawKeys } from '../objectives/draws.ts';
import { stage1Loss } from '../objectives/stage1.ts';
import { type Architecture, chunkLength } from '../policy/architecture.ts';
import { Network } from '../policy/network.ts';
import { sampleChunks } from '../policy/sampler.ts';
import { adamW, type Optimised } from './adamW.ts';
import { emaDecayAt, learningRateAt } from './schedule.ts';
import type { StepLosses, TrainingExamples, TrainingStep, Weights } from './trainingStep.ts';

/** Weights and optimiser state on the device. */
type State = Optimised & { readonly ema: tf.Tensor1D };

export class TensorTrainingStep implements TrainingStep {
  private state: State;
  private pendingLosses: tf.Tensor1D[] = [];
  private readonly observations: tf.Tensor2D;
  private readonly chunks: tf.Tensor2D;
  private readonly keys: DrawKeys;

  constructor(
    private readonly architecture: Architecture,
    private readonly experiment: Experiment,
    private readonly dataset: TrainingExamples,
    weights: Weights,
  ) {
    this.keys = drawKeys(experiment.seed);
    this.observations = tf.tensor2d(dataset.observations, [dataset.count, architecture.observationSize]);
    this.chunks = tf.tensor2d(dataset.chunks, [dataset.count, chunkLength(architecture)]);
    this.state = {
      parameters: tf.tensor1d(weights.parameters),
      ema: tf.tensor1d(weights.ema),
      firstMoment: tf.tensor1d(weights.firstMoment),
      secondMoment: tf.tensor1d(weights.secondMoment),
    };
  }

  run(step: number): void {
    const before = this.state;
    const { keys, architecture, experiment, dataset } = this;
    const batch = experiment['training.batchSize'];
    const rows = drawExamples(keys, step, batch, dataset.count);
    const drawn = drawBatch(keys, step, batch, chunkLength(architecture), experiment);
    this.state = tf.tidy(() => {
      const indices = tf.tensor1d(Int32Array.from(rows), 'int32');
      const observations = tf.gather(this.observations, indices);
      const chunks = tf.gather(this.chunks, indices);
      const { grad } = tf.valueAndGrad((parameters) => {
        const network = new Network(architecture, parameters as tf.Tensor1D);
        const losses = stage1Loss(network, observations, chunks, drawn, experiment);
        const { loss, velocityLoss, dispersiveLoss } = losses;
        this.pendingLosses.push(tf.keep(tf.stack([loss, velocityLoss, dispersiveLoss]) as tf.Tensor1D));
        return loss;
      })(before.parameters);
      return advance(before, grad as tf.Tensor1D, step, experiment);
    });
    tf.dispose(before);
  }

  async readLosses(): Promise<StepLosses[]> {
    const pending = this.pendingLosses;
    this.pendingLosses = [];
    if (pending.length === 0) return [];
    const stacked = tf.stack(pending);
    tf.dispose(pending);
    try {
      const values = await stacked.data();
      return pending.map((_, i) => ({
        loss: values[3 * i],
        velocityLoss: values[3 * i + 1],
        dispersiveLoss: values[3 * i + 2],
      }));
    } finally {
      stacked.dispose();
    }
  }

  async readWeights(): Promise<Weights> {
    // Held by reference: steps that run while the read is pending replace the state and dispose of it.
    const { parameters: now, ema: average, firstMoment: first, secondMoment: second } = this.state;
    const held = [now, average, first, second].map((tensor) => tensor.clone());
    try {
      const read = await Promise.all(held.map((tensor) => tensor.data()));
      const [parameters, ema, firstMoment, secondMoment] = read.map((values) => Float32Array.from(values));
      return { parameters, ema, firstMoment, secondMoment };
    } finally {
      tf.dispose(held);
    }
  }

  async embed(observations: Float32Array, count: number): Promise<Float32Array> {
    return readAndDispose(
      tf.tidy(() => {
        const input = tf.tensor2d(observations, [count, this.architecture.observationSize]);
        return new Network(this.architecture, this.state.ema).encode(input);
      }),
    );
  }

  async sample(observations: Float32Array, noise: Float32Array, count: number, steps: number): Promise<Float32Array> {
    return readAndDispose(
      tf.tidy(() => {
        const input = tf.tensor2d(observations, [count, this.architecture.observationSize]);
        const begin = tf.tensor2d(noise, [count, chunkLength(this.architecture)]);
        return sampleChunks(new Network(this.architecture, this.state.ema), input, begin, steps);
      }),
    );
  }

  dispose(): void {
    tf.dispose([this.observations, this.chunks, ...this.pendingLosses]);
    tf.dispose(this.state);
    this.pendingLosses = [];
  }
}

async function readAndDispose(tensor: tf.Tensor): Promise<Float32Array> {
  try {
    return Float32Array.from(await tensor.data());
  } finally {
    tensor.dispose();
  }
}

/** AdamW, then the EMA of the new parameters. */
function advance(before: State, gradient: tf.Tensor1D, step: number, experiment: Experiment): State {
  const learningRate = learningRateAt(step, experiment);
  const after = adamW(before, gradient, step, learningRate, experiment['optimizer.weightDecay']);
  const emaDecay = emaDecayAt(step, experiment);
  const ema = tf.add(before.ema, tf.mul(tf.sub(after.parameters, before.ema), 1 - emaDecay)) as tf.Tensor1D;
  return { ...after, ema };
}
