/** @file The whole loss of stage 1: L = L_velocity + α · L_dispersive(condition embedding). */
import * as tf from '@tensorflow/tfjs-core';
import type { Experiment } from '../experiment/experiment.ts';
import type { Matrix } from '../policy/layers.ts';
import type { Network } from '../policy/network.ts';
import type { Random } from '../random/random.ts';
import { findDispersiveLoss } from './dispersive/registry.ts';
import { findObjective } from './registry.ts';

export interface Stage1Loss {
  readonly loss: tf.Scalar;
  readonly velocityLoss: tf.Scalar;
  readonly dispersiveLoss: tf.Scalar;
}

/**
 * @param observations normalised, `[batch, observationSize]`
 * @param chunks normalised, `[batch, Ta·Da]`
 * @param key the step's own generator
 */
export function stage1Loss(
  network: Network,
  observations: Matrix,
  chunks: Matrix,
  key: Random,
  experiment: Experiment,
): Stage1Loss {
  const condition = network.encode(observations);
  const objective = findObjective(experiment['objective.kind']);
  const { loss: flowLoss, velocityLoss } = objective.loss(network, { chunks, condition }, key, experiment);
  const dispersion = findDispersiveLoss(experiment['dispersive.kind']);
  if (!dispersion) return { loss: flowLoss, velocityLoss, dispersiveLoss: tf.scalar(0) };
  const dispersiveLoss = dispersion.loss(condition, experiment);
  const loss = tf.add(flowLoss, tf.mul(dispersiveLoss, experiment['dispersive.weight'])) as tf.Scalar;
  return { loss, velocityLoss, dispersiveLoss };
}
