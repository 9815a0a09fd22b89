/** @file How large a card is, also when an answer makes it longer. */
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { CardSize } from './placeCard.ts';

/** @returns a ref for the card, its size with its border and the size that it began with, in CSS pixels; null before it is drawn */
export function useCardSize(): [card: RefObject<HTMLDivElement | null>, now: CardSize | null, first: CardSize | null] {
  const card = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<CardSize | null>(null);
  const [first, setFirst] = useState<CardSize | null>(null);
  useLayoutEffect(() => {
    const measure = () => {
      const { offsetWidth: width, offsetHeight: height } = card.current!;
      setFirst((last) => last ?? { width, height });
      setSize((last) => (last?.width === width && last.height === height ? last : { width, height }));
    };
    // Before the first frame, so that the card is not seen where it will not stay.
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(card.current!);
    return () => observer.disconnect();
  }, []);
  return [card, size, first];
}
