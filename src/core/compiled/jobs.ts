/**
 * @file What compiled programs are made of: a handful of jobs, each of which is a loop on the CPU and a dispatch on a GPU.
 *
 * A job names the matrices it reads and writes. A program is a list of jobs in an order that is right one by one; which
 * of them may run together follows from what they touch (`program.ts`).
 */

import type { DispersiveTerms } from '../objectives/dispersive/terms.ts';
import type { Architecture } from '../policy/architecture.ts';
import type { Matrix } from './matrix.ts';

/**
 * A matrix product and what is done to each of its numbers while they are at hand:
 *
 *     value = (product + bias) · factor + residual
 *
 * which is written to `out`, as mish(value) to `activated` with mish′(value) in `slope`, and as `scale` · value to
 * `scaled`; each where it is given, at least one of them.
 */
export interface Product {
  readonly kind: 'product';
  /**
   * plain: left `[m, k]` · right `[k, n]`, a dense layer; transposedRight: left `[m, k]` · rightᵀ of `[n, k]`, the
   * gradient of its input; transposedLeft: leftᵀ of `[k, m]` · right `[k, n]`, the gradient of its weight.
   */
  readonly form: 'plain' | 'transposedRight' | 'transposedLeft';
  readonly left: Matrix;
  readonly right: Matrix;
  /** `[1, n]` */
  readonly bias?: Matrix;
  /** `[m, n]`, as are all below */
  readonly factor?: Matrix;
  readonly residual?: Matrix;
  readonly out?: Matrix;
  readonly activated?: Matrix;
  readonly slope?: Matrix;
  readonly scale?: Matrix;
  readonly scaled?: Matrix;
  /** transposedLeft alone: takes the sums of right's columns, `[1, n]`, the gradient of the bias */
  readonly columnSums?: Matrix;
}

/**
 * The minibatch of a step: its examples gathered, noised and placed where the network reads them
 * (`core/objectives/draws.ts` says what is drawn, and from which position of which stream).
 *
 * Rows beyond the batch are those of the moving ones again, at r = t: where the direction of du/dt is asked for.
 */
export interface Draw {
  readonly kind: 'draw';
  readonly batch: number;
  readonly moving: number;
  /** Numbers in a chunk, unpadded */
  readonly chunkSize: number;
  readonly observationSize: number;
  readonly timeEmbeddingSize: number;
  /** `[all, observationSize]` */
  readonly observations: Matrix;
  /** z, `[all, chunkSize]` */
  readonly z: Matrix;
  /** v = ε − a, `[batch, chunkSize]` */
  readonly velocity: Matrix;
  /** t − r in the first column, `[batch, 1]` */
  readonly interval: Matrix;
  /** Sines and cosines of t and of r, `[all, timeEmbeddingSize]` */
  readonly time: Matrix;
  readonly reference: Matrix;
  /** Their derivative by t, `[moving, timeEmbeddingSize]`; absent where nothing moves */
  readonly timeTangent?: Matrix;
  /** Takes v of the moving rows, `[moving, chunkSize]`, where that is the direction of du/dt */
  readonly direction?: Matrix;
}

/** Sines and cosines of one pair of times, for all rows. */
export interface EmbedTimes {
  readonly kind: 'embedTimes';
  readonly t: number;
  readonly r: number;
  /** Unpadded */
  readonly timeEmbeddingSize: number;
  readonly time: Matrix;
  readonly reference: Matrix;
}

/** condition = scale · embedding, or · its LayerNorm: (x − mean)/√(variance + ε) of each row, over `size` numbers. */
export interface FinishCondition {
  readonly kind: 'finishCondition';
  readonly architecture: Pick<Architecture, 'conditionSize' | 'conditionNormalization' | 'conditionScale'>;
  readonly embedding: Matrix;
  readonly condition: Matrix;
}

/** The gradient of the embedding from that of the condition. */
export interface FinishConditionGradient extends Omit<FinishCondition, 'kind'> {
  readonly kind: 'finishConditionGradient';
  readonly conditionGradient: Matrix;
  readonly gradient: Matrix;
}

/**
 * The output side of every MeanFlow objective: with e = u + (t − r)·du/dt − v, where du/dt counts as a constant, the
 * velocity loss is the mean of e², and its gradient by u is 2e over the number of numbers.
 */
export interface VelocityError {
  readonly kind: 'velocityError';
  readonly batch: number;
  readonly chunkSize: number;
  /** u, `[batch, chunkSize]` */
  readonly value: Matrix;
  /** du/dt of the last rows, `[moving, chunkSize]`; absent where nothing moves */
  readonly tangent?: Matrix;
  readonly velocity: Matrix;
  readonly interval: Matrix;
  readonly gradient: Matrix;
  /** Σ e² of each row, `[1, batch]` */
  readonly rowErrors: Matrix;
}

/** A dispersive loss of a layer, and its gradient times the weight, added to what there is. */
export interface Disperse {
  readonly kind: 'disperse';
  readonly terms: DispersiveTerms;
  /** `[batch, size]` */
  readonly features: Matrix;
  readonly batch: number;
  /** Unpadded */
  readonly size: number;
  /** α; 0: it is looked at and not felt */
  readonly weight: number;
  /** Added to, `[batch, size]` */
  readonly gradient: Matrix;
  /** Multiplies the gradient first, where the layer stands behind an activation */
  readonly slope?: Matrix;
  /** Takes the loss as its first number, `[1, 4]` */
  readonly loss: Matrix;
}

/**
 * AdamW on all parameters, then their EMA (`core/training/adamW.ts`, `schedule.ts`). It is the last job of a step, and
 * keeps the step's losses: velocity loss = Σ rowErrors / numbers, loss = velocity loss + weight · dispersive loss.
 */
export interface Optimise {
  readonly kind: 'optimise';
  readonly parameters: Matrix;
  readonly gradient: Matrix;
  readonly firstMoment: Matrix;
  readonly secondMoment: Matrix;
  readonly ema: Matrix;
  readonly rowErrors: Matrix;
  /** batch · chunkSize */
  readonly numbers: number;
  /** Absent where there is no dispersive loss */
  readonly dispersion?: Pick<Disperse, 'loss' | 'weight'>;
}

/** z ← z − interval · velocity. */
export interface Denoise {
  readonly kind: 'denoise';
  readonly z: Matrix;
  readonly velocity: Matrix;
  readonly interval: number;
}

export type Job =
  | Product
  | Draw
  | EmbedTimes
  | FinishCondition
  | FinishConditionGradient
  | VelocityError
  | Disperse
  | Optimise
  | Denoise;

/** The matrices that a job reads, and those that it writes. */
export function touched(job: Job): { reads: Matrix[]; writes: Matrix[] } {
  const { reads, writes } = touchedOrAbsent(job);
  const isGiven = (matrix: Matrix | undefined) => matrix !== undefined;
  return { reads: reads.filter(isGiven), writes: writes.filter(isGiven) };
}

function touchedOrAbsent(job: Job): { reads: (Matrix | undefined)[]; writes: (Matrix | undefined)[] } {
  switch (job.kind) {
    case 'product':
      return {
        reads: [job.left, job.right, job.bias, job.factor, job.residual, job.scale],
        writes: [job.out, job.activated, job.slope, job.scaled, job.columnSums],
      };
    case 'draw': {
      const { observations, z, velocity, interval, time, reference, timeTangent, direction } = job;
      return { reads: [], writes: [observations, z, velocity, interval, time, reference, timeTangent, direction] };
    }
    case 'embedTimes':
      return { reads: [], writes: [job.time, job.reference] };
    case 'finishCondition':
      return { reads: [job.embedding], writes: [job.condition] };
    case 'finishConditionGradient':
      return { reads: [job.embedding, job.condition, job.conditionGradient], writes: [job.gradient] };
    case 'velocityError':
      return { reads: [job.value, job.tangent, job.velocity, job.interval], writes: [job.gradient, job.rowErrors] };
    case 'disperse':
      return { reads: [job.features, job.slope, job.gradient], writes: [job.gradient, job.loss] };
    case 'optimise': {
      const state = [job.parameters, job.firstMoment, job.secondMoment, job.ema];
      return { reads: [job.gradient, job.rowErrors, job.dispersion?.loss, ...state], writes: state };
    }
    case 'denoise':
      return { reads: [job.z, job.velocity], writes: [job.z] };
  }
}
