/** @file How the two sides look in every chart: by hue, by dash and by letter, none of them a hue of "1 step" or "32 steps". */
import type { Side } from '../../lab/pair/pairState.ts';
import type { OfSides } from './useSides.ts';

export const sideLetters: OfSides<string> = { a: 'A', b: 'B' };
export const sideColors: OfSides<string> = { a: 'var(--side-a)', b: 'var(--side-b)' };
export const sideDashes: OfSides<string | undefined> = { a: undefined, b: '6 3' };

export const otherSide = (side: Side): Side => (side === 'a' ? 'b' : 'a');
