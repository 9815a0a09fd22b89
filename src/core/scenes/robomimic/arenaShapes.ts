/** @file The shapes that robosuite's arenas are built from. */

export type Vector = readonly [number, number, number];

/** robosuite's friction of tables, bins and pegs: slide, torsion, roll. */
export const arenaFriction = '1 .005 .0001';

/** A shape that collides, and the one of the same size that is drawn for it. @param place of both, m */
export function solid(type: 'box' | 'cylinder', size: readonly number[], place: Vector, color: string): string {
  const shape = `type="${type}" size="${size.join(' ')}" pos="${place.join(' ')}"`;
  return `<geom ${shape} group="0" friction="${arenaFriction}"/>
    <geom ${shape} group="1" contype="0" conaffinity="0" rgba="${color}"/>`;
}

/** A leg from the floor to `height`, which nothing reaches. */
export function leg(radius: number, x: number, y: number, height: number): string {
  return `<geom type="cylinder" size="${radius} ${height / 2}" pos="${x} ${y} ${height / 2}" group="1" contype="0" conaffinity="0" rgba=".42 .44 .47 1"/>`;
}
