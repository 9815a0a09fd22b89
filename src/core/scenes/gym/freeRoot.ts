/** @file How robots with a free root, Ant and Humanoid, describe what they observe. */
import type { ObservationPart } from '../scene.ts';

/** Parts of positions and velocities, in order. @param joints driven */
export function freeRootObservation(joints: number): readonly ObservationPart[] {
  return [
    { key: 'height', size: 1, unit: 'm', frame: 'world' },
    { key: 'orientation', size: 4, unit: '1', frame: 'world', quaternion: 'wxyz' },
    { key: 'joint_angles', size: joints, unit: 'rad' },
    {
      key: 'root_velocity',
      size: 6,
      parts: [
        { key: 'linear', size: 3, unit: 'm/s', frame: 'world' },
        { key: 'angular', size: 3, unit: 'rad/s', frame: 'torso' },
      ],
    },
    { key: 'joint_velocities', size: joints, unit: 'rad/s' },
  ];
}

/** Of each body: three of torque (N·m), three of force (N). @param size six a body */
export function contactForces(size: number): ObservationPart {
  return { key: 'contact_forces', size, unit: 'mixed', frame: 'centre of mass' };
}
