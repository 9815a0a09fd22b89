/**
 * @file Capsules of the gym models, with the inertia of today's MuJoCo or of the one that D4RL was recorded with.
 *
 * Until MuJoCo 2.1.1 (2021) a capsule weighed as much as a cylinder of length 2h + r; since then its inertia is exact.
 * D4RL's data is older, so its variants give each body the former inertia in so many words.
 * @see MuJoCo changelog, version 2.1.1
 */

export type CapsuleInertia = 'exact' | 'd4rl';

export type Vector = readonly [number, number, number];

export interface Capsule {
  readonly name: string;
  /** Ends of the axis in the body's frame, metres */
  readonly from: Vector;
  readonly to: Vector;
  /** Metres */
  readonly radius: number;
  /** kg/m³ */
  readonly density: number;
  /** Further attributes of the geom, MJCF */
  readonly attributes?: string;
}

/** The geom of a body that has this one geom; for D4RL with the body's inertia before it, MJCF. */
export function capsuleBodyParts(capsule: Capsule, inertia: CapsuleInertia): string {
  const { name, from, to, radius, attributes = '' } = capsule;
  const geom = `<geom name="${name}" type="capsule" fromto="${from.join(' ')} ${to.join(' ')}" size="${radius}" ${attributes}/>`;
  return inertia === 'exact' ? geom : `${formerInertial(capsule)}\n${geom}`;
}

/** Mass (kg) and moments (kg·m²) of a cylinder of length 2h + r about the capsule's centre. */
function formerInertial({ from, to, radius, density }: Capsule): string {
  const axis = to.map((value, i) => value - from[i]);
  const straight = Math.hypot(...axis);
  const length = straight + radius;
  const mass = density * Math.PI * radius ** 2 * length;
  const across = (mass * (3 * radius ** 2 + length ** 2)) / 12;
  const along = (mass * radius ** 2) / 2;
  const centre = from.map((value, i) => (value + to[i]) / 2);
  const [x, y, z] = axis.map((value) => value / straight);
  // Turns z to the capsule's axis; a capsule that points down is the same turned over.
  const quaternion = z < 0 ? [1 - z, y, -x, 0] : [1 + z, -y, x, 0];
  return `<inertial pos="${centre.join(' ')}" quat="${quaternion.join(' ')}" mass="${mass}" diaginertia="${across} ${across} ${along}"/>`;
}
