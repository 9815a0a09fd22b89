/** @file robosuite's table with two pegs: a square one of brass and a round one of steel. */
import { solid } from './arenaShapes.ts';
import { tableArena } from './tableArena.ts';

/** Height of the table's surface, m */
export const pegsTableTop = 0.82;

/** Centre of the square peg, m; it reaches 10 cm above and below. */
export const squarePeg: readonly [number, number, number] = [0.23, 0.1, 0.85];

const roundPeg: readonly [number, number, number] = [0.23, -0.1, 0.85];

/** Table and pegs, MJCF. */
export function pegsArena(): string {
  return `${tableArena({ top: pegsTableTop, color: '.83 .82 .79 1' })}
    ${solid('box', [0.016, 0.016, 0.1], squarePeg, '.80 .58 .20 1')}
    ${solid('cylinder', [0.02, 0.1], roundPeg, '.66 .68 .71 1')}`;
}
