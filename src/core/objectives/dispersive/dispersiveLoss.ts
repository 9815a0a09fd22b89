/** @file What a dispersive loss is: one file, one value of this type, one line in the registry. */
import type * as tf from '@tensorflow/tfjs-core';
import type { Experiment } from '../../experiment/experiment.ts';
import type { Matrix } from '../../policy/layers.ts';

export interface DispersiveLoss {
  readonly id: Exclude<Experiment['dispersive.kind'], 'none'>;
  /** One sentence: what it pushes apart, and how. */
  readonly summary: string;
  /** @param features `[batch, size]` @returns a scalar, differentiable in the features; lower is more dispersed */
  loss(features: Matrix, experiment: Experiment): tf.Scalar;
}
