/** @file Where on the screen the thing is that the guide points at. */
import { useEffect, useState } from 'react';

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Panels load late, move and are resized: they are looked for again this often. */
const lookMilliseconds = 150;

/** @returns the element's place in the window; null while it is not there */
export function useTarget(selector: string): Box | null {
  const [box, setBox] = useState<Box | null>(null);
  useEffect(() => {
    let scrolled: Element | null = null;
    const look = () => {
      const element = [...document.querySelectorAll(selector)].find((candidate) => candidate.checkVisibility());
      if (element && element !== scrolled) {
        scrolled = element;
        element.scrollIntoView({ block: 'nearest' });
      }
      const { left, top, width, height } = element?.getBoundingClientRect() ?? new DOMRect();
      setBox((box) =>
        width === 0 ? null : isSame(box, { left, top, width, height }) ? box : { left, top, width, height },
      );
    };
    look();
    const timer = setInterval(look, lookMilliseconds);
    window.addEventListener('resize', look);
    window.addEventListener('scroll', look, true);
    return () => {
      clearInterval(timer);
      window.removeEventListener('resize', look);
      window.removeEventListener('scroll', look, true);
    };
  }, [selector]);
  return box;
}

const isSame = (a: Box | null, b: Box) =>
  a !== null && a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height;
