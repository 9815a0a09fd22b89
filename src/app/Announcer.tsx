/** @file Says changes of state to screen readers, politely and not too often. */
import { useEffect, useRef, useState } from 'react';
import { useLabState } from './LabContext.tsx';

const restMilliseconds = 5000;

export function Announcer() {
  const announcement = useLabState((state) => state.announcement);
  const [said, setSaid] = useState('');
  const lastTime = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const wait = Math.max(0, lastTime.current + restMilliseconds - performance.now());
    // The latest news replaces news that still waits.
    const timer = setTimeout(() => {
      lastTime.current = performance.now();
      setSaid(announcement);
    }, wait);
    return () => clearTimeout(timer);
  }, [announcement]);
  return (
    <output className="visually-hidden" aria-live="polite">
      {said}
    </output>
  );
}
