/** @file What a dispersive loss is: one file, one value of this type, one line in the registry. */
import type * as tf from '@tensorflow/tfjs-core';
import type { Experiment } from '../../experiment/experiment.ts';
import type { Matrix } from '../../policy/layers.ts';
import type { DispersiveTerms } from './terms.ts';

export interface DispersiveLoss {
  /**
   * @param features `[batch, size]`, batch ≥ 2
   * @returns a scalar, differentiable in the features; lower is more dispersed
   */
  loss(features: Matrix, experiment: DispersiveSettings): tf.Scalar;
  /** The same for compiled programs. @param batch, size of the features */
  terms(experiment: DispersiveSettings, batch: number, size: number): DispersiveTerms;
}

/** What of an experiment a dispersive loss may read */
export type DispersiveSettings = Pick<Experiment, 'dispersive.temperature' | 'dispersive.margin'>;
