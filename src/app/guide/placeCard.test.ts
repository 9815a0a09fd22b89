import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keepInside, placeCard } from './placeCard.ts';

const card = { width: 340, height: 220 };

test('the card stands inside the window, and beside its box wherever a side has room', () => {
  const page = { width: 1440, height: 900 };
  const box = fc.record({
    left: fc.integer({ min: 0, max: 1300 }),
    top: fc.integer({ min: 0, max: 800 }),
    width: fc.integer({ min: 20, max: 700 }),
    height: fc.integer({ min: 20, max: 700 }),
  });
  fc.assert(
    fc.property(box, (target) => {
      const { left, top } = placeCard(target, card, page);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(top).toBeGreaterThanOrEqual(0);
      expect(left + card.width).toBeLessThanOrEqual(page.width);
      expect(top + card.height).toBeLessThanOrEqual(page.height);
      const hasRoom = target.left > card.width + 30 || page.width - target.left - target.width > card.width + 30;
      const isBeside = left >= target.left + target.width || left + card.width <= target.left;
      if (hasRoom) expect(isBeside).toBe(true);
    }),
    { seed: 5 },
  );
});

test('a card that grows keeps its corner while it fits, and moves up only as far as it must', () => {
  const page = { width: 1440, height: 900 };
  expect(keepInside({ left: 20, top: 300 }, { width: 340, height: 400 }, page)).toEqual({ left: 20, top: 300 });
  const { top } = keepInside({ left: 20, top: 300 }, { width: 340, height: 700 }, page);
  expect(top).toBeLessThan(300);
  expect(top + 700).toBeLessThanOrEqual(900);
  expect(keepInside({ left: 20, top: 300 }, { width: 340, height: 1200 }, page).top).toBeGreaterThanOrEqual(0);
});
