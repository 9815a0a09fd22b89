/** @file The letter of a side on its hue. */
import type { Side } from '../../lab/pair/pairState.ts';
import { sideLetters } from './sides.ts';

export function SideMark({ side }: { side: Side }) {
  return (
    <span className="side-mark" data-side={side}>
      {sideLetters[side]}
    </span>
  );
}
