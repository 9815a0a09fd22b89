/** @file How large a card is, also when an answer makes it longer. */
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { CardSize } from './placeCard.ts';

/** @returns a ref for the card, and its size with its border, in CSS pixels; null before it is drawn */
export function useCardSize(): [RefObject<HTMLDivElement | null>, CardSize | null] {
  const card = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<CardSize | null>(null);
  useLayoutEffect(() => {
    const measure = () => {
      const { offsetWidth: width, offsetHeight: height } = card.current!;
      setSize((last) => (last?.width === width && last.height === height ? last : { width, height }));
    };
    // Before the first frame, so that the card is not seen where it will not stay.
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(card.current!);
    return () => observer.disconnect();
  }, []);
  return [card, size];
}
