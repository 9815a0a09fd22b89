/** @file The size of an element, as it changes. */
import { type RefObject, useEffect, useRef, useState } from 'react';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** @returns a ref for the element, and its content size in CSS pixels; null before it is known, the last one while it is hidden */
export function useSize<E extends HTMLElement>(): [RefObject<E | null>, Size | null] {
  const ref = useRef<E>(null);
  const [size, setSize] = useState<Size | null>(null);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      const [width, height] = [Math.floor(entry.contentRect.width), Math.floor(entry.contentRect.height)];
      // What is hidden keeps its size, so that a whole view of charts is not drawn anew in one task when it is shown again.
      if (width === 0 && height === 0) return;
      setSize((last) => (last?.width === width && last.height === height ? last : { width, height }));
    });
    observer.observe(ref.current!);
    return () => observer.disconnect();
  }, []);
  return [ref, size];
}
