/** @file The network's average velocity and its time derivative, computed where the derivative matters. */
import * as tf from '@tensorflow/tfjs-core';
import { type Dual, detached, lastRows, type Matrix } from '../policy/layers.ts';
import type { HeadLayers, Network } from '../policy/network.ts';
import type { NoisedBatch } from './noising.ts';

/** The moving rows of a noised batch, with their conditions. */
export interface MovingRows {
  readonly z: Matrix;
  readonly velocity: Matrix;
  readonly t: Matrix;
  readonly condition: Matrix;
}

/**
 * u(z, r, t, o) and du/dt along (direction, 0, 1).
 *
 * Every use of du/dt is a product with t − r, so where r = t it is not computed, and 0 here: in half of the batch as
 * DMPO trains.
 *
 * @param condition embedded observations, `[batch, conditionSize]`
 * @param directionOf gives dz of the moving rows, `[moving, Ta·Da]`; it is not recorded
 * @returns value u, recorded, and tangent, detached, both `[batch, Ta·Da]`; the head's hidden layers, recorded
 */
export function averageVelocityAlong(
  network: Network,
  { z, velocity, r, t, moving }: NoisedBatch,
  condition: Matrix,
  directionOf: (rows: MovingRows) => Matrix,
): HeadLayers & Dual {
  if (moving === 0) return { ...network.averageVelocityInLayers(z, r, t, condition), tangent: tf.zerosLike(z) };
  const direction = detached(() => {
    const [rows, velocities] = [lastRows(z, moving), lastRows(velocity, moving)];
    return directionOf({
      z: rows,
      velocity: velocities,
      t: lastRows(t, moving),
      condition: lastRows(condition, moving),
    });
  });
  const u = network.averageVelocityWithTangent(z, direction, r, t, condition);
  const still = z.shape[0] - moving;
  return {
    ...u,
    tangent: detached(
      () =>
        tf.pad(u.tangent, [
          [still, 0],
          [0, 0],
        ]) as Matrix,
    ),
  };
}
