/** @file robosuite's two bins: one to pick from, and one whose dividers make four places to put things. */
import { leg, solid, type Vector } from './arenaShapes.ts';

/** Of a bin's body, m: half of the height of its floor is below it. */
export const pickBin: Vector = [0.1, -0.25, 0.8];
export const placeBin: Vector = [0.1, 0.28, 0.8];

/** Full size of the room in a bin, as robosuite's rules count it, m. */
export const binSize: readonly [number, number] = [0.39, 0.49];

const lightWood = '.84 .72 .53 1';
const darkWood = '.50 .35 .22 1';

/** Both bins, MJCF. */
export function binsArena(): string {
  return `${bin(pickBin, lightWood)}
    ${bin(placeBin, darkWood)}
    ${dividers(placeBin, darkWood)}`;
}

function bin([x, y, z]: Vector, color: string): string {
  const walls = [-1, 1].flatMap((side) => [
    solid('box', [0.21, 0.01, 0.05], [x, y + side * 0.25, z + 0.05], color),
    solid('box', [0.01, 0.25, 0.05], [x + side * 0.2, y, z + 0.05], color),
  ]);
  const legs = [-1, 1].flatMap((sideX) =>
    [-1, 1].map((sideY) => leg(0.01, x + sideX * 0.15, y + sideY * 0.2, z - 0.02)),
  );
  return [solid('box', [0.2, 0.25, 0.02], [x, y, z], color), ...walls, ...legs].join('\n    ');
}

function dividers([x, y, z]: Vector, color: string): string {
  return `${solid('box', [0.01, 0.25, 0.05], [x, y, z + 0.05], color)}
    ${solid('box', [0.2, 0.01, 0.05], [x, y, z + 0.05], color)}`;
}
