/** @file What the scenes with one Panda share: its name and place, and the facts that follow from them. */
import type { Quantity, SceneFacts } from '../scene.ts';
import { armActionSize, translationScale, turnScale } from './pandaArm.ts';
import { robosuiteSubsteps, robosuiteTimestep } from './robosuiteModel.ts';

/** Begins the names of the arm's parts */
export const armPrefix = 'robot0_';

type Place = readonly [x: number, y: number, z: number];

/**
 * @param base of the arm's `link0` in the world, m; it looks along x
 * @param object parts of the object's observation, in order
 */
export function oneArmFacts(base: Place, object: readonly Quantity[]) {
  return {
    family: 'robomimic',
    observation: [
      { key: 'robot0_eef_pos', size: 3, unit: 'm', frame: 'world' },
      { key: 'robot0_eef_quat', size: 4, unit: '1', frame: 'world', quaternion: 'xyzw' },
      { key: 'robot0_gripper_qpos', size: 2, unit: 'm', frame: 'right_hand' },
      { key: 'object', size: object.reduce((sum, { size }) => sum + size, 0), parts: object },
    ],
    action: [
      { key: 'delta_position', size: 3, unit: 'm', frame: 'world', scale: translationScale },
      { key: 'delta_rotation', size: 3, unit: 'rad', frame: 'world', scale: turnScale },
      // −1 opens and 1 closes, at the gripper's own speed.
      { key: 'gripper', size: 1, unit: '1', scale: 1 },
    ],
    actionSize: armActionSize,
    actionLimit: [-1, 1],
    arms: [{ position: base, quaternion: [1, 0, 0, 0] }],
    controlHz: 1 / (robosuiteSubsteps * robosuiteTimestep),
    physicsTimestep: robosuiteTimestep,
    substeps: robosuiteSubsteps,
    // robomimic's for its sets of one proficient person; its sets of several people get 500.
    horizon: 400,
    metric: 'success',
  } as const satisfies Partial<SceneFacts>;
}
