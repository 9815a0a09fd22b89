/** @file Stage 2's arithmetic in plain tfjs operations: chains, values, and one gradient step of actor and critic. */
import * as tf from '@tensorflow/tfjs-core';
import '#gradients';
import type { Experiment } from '../experiment/experiment.ts';
import { chunkLength } from '../policy/architecture.ts';
import type { Matrix } from '../policy/layers.ts';
import { Network } from '../policy/network.ts';
import { sampleChunks } from '../policy/sampler.ts';
import { adamW, type Optimised } from '../training/adamW.ts';
import { type ActorShape, Chain } from './chain.ts';
import { type CriticShape, criticValues } from './critic.ts';
import type {
  FinetuneStep,
  FinetuneWeights,
  LearnedVector,
  MinibatchRates,
  MinibatchReadings,
  RolloutBatch,
} from './finetuneStep.ts';
import { anchorNoise, type Decisions, type PpoReadings, ppoLoss, readingNames, valueLoss } from './ppo.ts';

/** Rows that are looked at together where no gradient is needed, so that a long rollout does not fill the memory. */
const mostRows = 4096;
const smallestNorm = 1e-6;

type Rollout = Decisions & { readonly targets: Matrix };

interface Learned {
  readonly vector: Optimised;
  readonly steps: number;
}

export interface FinetuneShapes {
  readonly actor: ActorShape;
  readonly critic: CriticShape;
}

export class TensorFinetuneStep implements FinetuneStep {
  private actor: Learned;
  private critic: Learned;
  /** The frozen stage 1 policy's network; null from scratch */
  private readonly parent: tf.Tensor1D | null;
  private rollout: Rollout | null = null;

  /** @param parent parameters of the stage 1 policy, `[parameterCount(architecture)]`; null from scratch */
  constructor(
    private readonly shapes: FinetuneShapes,
    private readonly experiment: Experiment,
    weights: FinetuneWeights,
    parent: Float32Array | null,
  ) {
    this.actor = upload(weights.actor);
    this.critic = upload(weights.critic);
    this.parent = parent && tf.tensor1d(parent);
  }

  draw(observations: Float32Array, noise: Float32Array, count: number): Promise<Float32Array> {
    return read(() => {
      const stacked = tf.tensor3d(noise, [this.steps + 1, count, this.chunkLength]);
      return this.chain().draw(this.observations(observations, count), tf.unstack(stacked) as Matrix[]);
    });
  }

  values(observations: Float32Array, count: number): Promise<Float32Array> {
    return read(() =>
      inSlices(count, (start, rows) =>
        this.value(tf.slice(this.observations(observations, count), [start, 0], [rows, -1])),
      ),
    );
  }

  load({ count, observations, chains, advantages, targets }: RolloutBatch): void {
    this.unload();
    this.rollout = tf.tidy(() => {
      const chain = this.chain();
      const parent = this.parent && new Network(this.shapes.actor.architecture, this.parent);
      const observed = this.observations(observations, count);
      const drawn = tf.tensor2d(chains, [count, (this.steps + 1) * this.chunkLength]);
      const [rowsOf, chainsOf] = [observed, drawn].map(
        (matrix) => (start: number, rows: number) => tf.slice(matrix, [start, 0], [rows, -1]) as Matrix,
      );
      const logProbabilities = inSlices(
        count,
        (start, rows) => chain.density(rowsOf(start, rows), chainsOf(start, rows)).logProbability,
      );
      const anchorsOf = (stage1: Network) =>
        inSlices(count, (start, rows) => {
          const noise = anchorNoise(chainsOf(start, rows), this.chunkLength, this.experiment);
          return sampleChunks(stage1, rowsOf(start, rows), noise, this.steps);
        });
      return {
        observations: observed,
        chains: drawn,
        advantages: tf.tensor2d(advantages, [count, 1]),
        targets: tf.tensor2d(targets, [count, 1]),
        logProbabilities,
        ...(parent && { anchors: anchorsOf(parent) }),
      };
    });
  }

  async learn(rows: Uint32Array, rates: MinibatchRates): Promise<MinibatchReadings> {
    const { rollout } = this;
    if (!rollout) throw new Error('there is no rollout to learn from: load one first');
    const before = [this.actor.vector, this.critic.vector];
    const readings = tf.tidy(() => {
      const indices = tf.tensor1d(Int32Array.from(rows), 'int32');
      const gather = (matrix: Matrix) => tf.gather(matrix, indices) as Matrix;
      const observations = gather(rollout.observations);
      const lost = this.learnValues(observations, gather(rollout.targets), rates.critic);
      if (rates.actor === null) return tf.reshape(lost, [1]);
      const batch: Decisions = {
        observations,
        chains: gather(rollout.chains),
        logProbabilities: gather(rollout.logProbabilities),
        advantages: gather(rollout.advantages),
        ...(rollout.anchors && { anchors: gather(rollout.anchors) }),
      };
      return tf.concat([tf.reshape(lost, [1]), this.learnPolicy(batch, rates.actor, rates.anchorWeight)]);
    });
    const now = [this.actor.vector, this.critic.vector];
    for (const vector of before) if (!now.includes(vector)) disposeVector(vector);
    try {
      const [loss, ...policy] = await readings.data();
      return { valueLoss: loss, policy: rates.actor === null ? null : namedReadings(policy) };
    } finally {
      readings.dispose();
    }
  }

  unload(): void {
    if (this.rollout) tf.dispose({ ...this.rollout });
    this.rollout = null;
  }

  async readWeights(): Promise<FinetuneWeights> {
    return { actor: await download(this.actor), critic: await download(this.critic) };
  }

  embed(observations: Float32Array, count: number): Promise<Float32Array> {
    return read(() => this.chain().network.encode(this.observations(observations, count)));
  }

  sample(observations: Float32Array, noise: Float32Array, count: number, steps: number): Promise<Float32Array> {
    return read(() => {
      const begin = tf.tensor2d(noise, [count, this.chunkLength]);
      return sampleChunks(this.chain().network, this.observations(observations, count), begin, steps);
    });
  }

  dispose(): void {
    this.unload();
    disposeVector(this.actor.vector);
    disposeVector(this.critic.vector);
    this.parent?.dispose();
  }

  private get steps(): number {
    return this.shapes.actor.noise.steps;
  }

  private get chunkLength(): number {
    return chunkLength(this.shapes.actor.architecture);
  }

  private chain(parameters = this.actor.vector.parameters): Chain {
    return new Chain(this.shapes.actor, parameters);
  }

  private value(observations: Matrix): Matrix {
    return criticValues(this.shapes.critic, this.critic.vector.parameters, observations);
  }

  private observations(values: Float32Array, count: number): Matrix {
    return tf.tensor2d(values, [count, this.shapes.critic.observationSize]);
  }

  /** @returns what was read before the step, `[readings]` */
  private learnPolicy(batch: Decisions, rate: number, anchorWeight: number): tf.Tensor1D {
    const lossAt = (parameters: tf.Tensor1D) => ppoLoss(this.chain(parameters), batch, anchorWeight, this.experiment);
    const { vector } = this.actor;
    if (rate === 0) return lossAt(vector.parameters).readings;
    const readings: tf.Tensor1D[] = [];
    const { grad } = tf.valueAndGrad((parameters) => {
      const { loss, readings: read } = lossAt(parameters as tf.Tensor1D);
      // The gradient's own scope would take them with it.
      readings.push(tf.keep(read));
      return loss;
    })(vector.parameters);
    this.actor = this.stepped(this.actor, grad as tf.Tensor1D, rate);
    const [kept] = readings;
    const result = tf.clone(kept);
    kept.dispose();
    return result;
  }

  private learnValues(observations: Matrix, targets: Matrix, rate: number): tf.Scalar {
    const { value, grad } = tf.valueAndGrad((parameters) =>
      valueLoss(criticValues(this.shapes.critic, parameters as tf.Tensor1D, observations), targets),
    )(this.critic.vector.parameters);
    this.critic = this.stepped(this.critic, grad as tf.Tensor1D, rate);
    return value as tf.Scalar;
  }

  private stepped({ vector, steps }: Learned, gradient: tf.Tensor1D, rate: number): Learned {
    const longest = this.experiment['finetune.gradientClip'];
    const norm = tf.sqrt(tf.sum(tf.square(gradient)));
    const factor = tf.minimum(tf.div(longest, tf.add(norm, smallestNorm)), 1);
    const after = adamW(vector, tf.mul(gradient, factor) as tf.Tensor1D, steps, rate, 0);
    for (const tensor of [after.parameters, after.firstMoment, after.secondMoment]) tf.keep(tensor);
    return { vector: after, steps: steps + 1 };
  }
}

function namedReadings(values: readonly number[]): PpoReadings {
  return Object.fromEntries(readingNames.map((name, i) => [name, values[i]])) as PpoReadings;
}

/** Joins what is computed for `mostRows` rows at a time. */
function inSlices(count: number, compute: (start: number, rows: number) => Matrix): Matrix {
  const slices: Matrix[] = [];
  for (let start = 0; start < count; start += mostRows) {
    slices.push(tf.tidy(() => compute(start, Math.min(mostRows, count - start))));
  }
  return slices.length === 1 ? slices[0] : (tf.concat(slices, 0) as Matrix);
}

async function read(compute: () => tf.Tensor): Promise<Float32Array> {
  const tensor = tf.tidy(compute);
  try {
    return Float32Array.from(await tensor.data());
  } finally {
    tensor.dispose();
  }
}

function upload({ parameters, firstMoment, secondMoment, steps }: LearnedVector): Learned {
  const vector = {
    parameters: tf.tensor1d(parameters),
    firstMoment: tf.tensor1d(firstMoment),
    secondMoment: tf.tensor1d(secondMoment),
  };
  return { vector, steps };
}

async function download({ vector, steps }: Learned): Promise<LearnedVector> {
  // Held by reference: a step that runs while the read is pending replaces the state and disposes of it.
  const held = [vector.parameters, vector.firstMoment, vector.secondMoment].map((tensor) => tensor.clone());
  try {
    const read = await Promise.all(held.map((tensor) => tensor.data()));
    const [parameters, firstMoment, secondMoment] = read.map((values) => Float32Array.from(values));
    return { parameters, firstMoment, secondMoment, steps };
  } finally {
    tf.dispose(held);
  }
}

function disposeVector({ parameters, firstMoment, secondMoment }: Optimised): void {
  tf.dispose([parameters, firstMoment, secondMoment]);
}
