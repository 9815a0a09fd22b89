/** @file The whole loss of stage 1: L = L_velocity + α · L_dispersive(a layer, by default the condition embedding). */
import * as tf from '@tensorflow/tfjs-core';
import type { Experiment } from '../experiment/experiment.ts';
import { detached, type Matrix } from '../policy/layers.ts';
import type { Network } from '../policy/network.ts';
import { dispersiveLosses } from './dispersive/registry.ts';
import type { Drawn } from './draws.ts';
import { findObjective } from './registry.ts';

export interface Stage1Loss {
  readonly loss: tf.Scalar;
  readonly velocityLoss: tf.Scalar;
  readonly dispersiveLoss: tf.Scalar;
}

/**
 * @param observations normalised, `[batch, observationSize]`
 * @param chunks normalised, `[batch, Ta·Da]`
 * @param drawn the step's noise and times
 */
export function stage1Loss(
  network: Network,
  observations: Matrix,
  chunks: Matrix,
  drawn: Drawn,
  experiment: Experiment,
): Stage1Loss {
  const { condition, hidden } = network.encodeInLayers(observations);
  const objective = findObjective(experiment['objective.kind']);
  const { loss: flowLoss, velocityLoss, head } = objective.loss(network, { chunks, condition }, drawn);
  const dispersion = dispersiveLosses[experiment['dispersive.kind']];
  if (!dispersion) return { loss: flowLoss, velocityLoss, dispersiveLoss: tf.scalar(0) };
  const layers: Readonly<Record<Experiment['dispersive.layer'], Matrix>> = {
    condition,
    condition_hidden: hidden,
    head_input: head.input,
    head_hidden: head.hidden,
  };
  const measure = () => dispersion.loss(layers[experiment['dispersive.layer']], experiment);
  const weight = experiment['dispersive.weight'];
  // With α = 0 it is looked at and not felt: the step is that of a run without it, bit for bit.
  if (weight === 0) return { loss: flowLoss, velocityLoss, dispersiveLoss: detached(measure) };
  const dispersiveLoss = measure();
  const loss = tf.add(flowLoss, tf.mul(dispersiveLoss, weight)) as tf.Scalar;
  return { loss, velocityLoss, dispersiveLoss };
}
