/** @file robosuite's table: what Lift and Square stand on. */
import { arenaFriction, leg } from './arenaShapes.ts';

export interface Table {
  /** Height of its surface, m */
  readonly top: number;
  /** Full size in x and y, m; 0.8 × 0.8 where absent */
  readonly size?: readonly [number, number];
  /** Of the surface, m; the origin where absent */
  readonly centre?: readonly [number, number];
  readonly color?: string;
}

/** A table of 5 cm thickness on four legs, MJCF. */
export function tableArena({ top, size = [0.8, 0.8], centre = [0, 0], color = '.80 .66 .47 1' }: Table): string {
  const [halfX, halfY] = [size[0] / 2, size[1] / 2];
  const legs = [-1, 1].flatMap((x) =>
    [-1, 1].map((y) => leg(0.025, centre[0] + x * (halfX - 0.05), centre[1] + y * (halfY - 0.05), top - 0.05)),
  );
  const shape = `type="box" size="${halfX} ${halfY} .025" pos="${centre[0]} ${centre[1]} ${top - 0.025}"`;
  return `<geom ${shape} friction="${arenaFriction}" group="0"/>
    <geom ${shape} group="1" contype="0" conaffinity="0" rgba="${color}"/>
    ${legs.join('\n    ')}`;
}
