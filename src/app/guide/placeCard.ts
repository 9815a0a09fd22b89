/** @file Puts a guide's card beside what it points at, inside the window. */
import type { Box } from './useTarget.ts';

export interface CardSize {
  readonly width: number;
  readonly height: number;
}

const gap = 14;
const margin = 10;

export interface CardPlace {
  readonly left: number;
  readonly top: number;
}

/** @returns the card's corner: right of the box where there is room, else left, below, above, and last upon it */
export function placeCard(box: Box, card: CardSize, page: CardSize): CardPlace {
  const right = box.left + box.width;
  const bottom = box.top + box.height;
  const clampX = (left: number) => Math.max(margin, Math.min(left, page.width - card.width - margin));
  const clampY = (top: number) => Math.max(margin, Math.min(top, page.height - card.height - margin));
  const middle = clampY(box.top + (box.height - card.height) / 2);
  const centre = clampX(box.left + (box.width - card.width) / 2);
  if (right + gap + card.width + margin <= page.width) return { left: right + gap, top: middle };
  if (box.left - gap - card.width >= margin) return { left: box.left - gap - card.width, top: middle };
  if (bottom + gap + card.height + margin <= page.height) return { left: centre, top: bottom + gap };
  if (box.top - gap - card.height >= margin) return { left: centre, top: box.top - gap - card.height };
  return { left: centre, top: clampY(bottom - card.height - gap) };
}

/** A card that has grown stays where it is, unless it would leave the window: what was pressed stays under the pointer. */
export function keepInside({ left, top }: CardPlace, card: CardSize, page: CardSize): CardPlace {
  return { left, top: Math.max(margin, Math.min(top, page.height - card.height - margin)) };
}
