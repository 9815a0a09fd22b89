/** @file What a training objective is: one file, one value of this type, one line in the registry. */
import type * as tf from '@tensorflow/tfjs-core';
import type { Experiment } from '../experiment/experiment.ts';
import type { Matrix } from '../policy/layers.ts';
import type { HeadLayers, Network } from '../policy/network.ts';
import type { Drawn } from './draws.ts';

/** A minibatch in normalised units. */
export interface Batch {
  /** Clean action chunks a, `[batch, Ta·Da]` */
  readonly chunks: Matrix;
  /** Embedded observations, `[batch, conditionSize]`, recorded for gradients */
  readonly condition: Matrix;
}

export interface ObjectiveLoss {
  /** What is minimised; differentiable in the network's parameters */
  readonly loss: tf.Scalar;
  /** Mean squared velocity error, comparable between objectives */
  readonly velocityLoss: tf.Scalar;
  /** The head's hidden layers where the loss was computed, on which a dispersive loss may act as well */
  readonly head: HeadLayers;
}

export interface Objective {
  readonly id: Experiment['objective.kind'];
  /** One sentence: what it regresses on. */
  readonly summary: string;
  /**
   * Along what z moves in du/dt: the sampled velocity, or the network's own, u(z, t, t). The output side, which all
   * objectives share, is `VelocityError` in `core/compiled/jobs.ts`.
   */
  readonly direction: 'data' | 'network';
  /** @param drawn the step's noise and times */
  loss(network: Network, batch: Batch, drawn: Drawn): ObjectiveLoss;
}
