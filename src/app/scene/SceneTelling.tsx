/** @file What the canvas shows, for who cannot see it: changed at most every five seconds, and said politely. */
import { useEffect, useRef, useState } from 'react';
import { useLabState } from '../LabContext.tsx';
import { tellScene } from './robotWords.ts';

const restMilliseconds = 5000;

export function SceneTelling({ id }: { id: string }) {
  const telling = useLabState(({ live, liveStatus, scenes }) => {
    const scene = scenes.find((candidate) => candidate.id === live.scene);
    if (!scene) return 'No scene yet.';
    const { policy, cast, isPlaying } = live;
    return tellScene({ title: scene.title, metric: scene.metric, policy, cast, isPlaying, status: liveStatus });
  });
  const [said, setSaid] = useState(telling);
  const lastTime = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const wait = Math.max(0, lastTime.current + restMilliseconds - performance.now());
    const timer = setTimeout(() => {
      lastTime.current = performance.now();
      setSaid(telling);
    }, wait);
    return () => clearTimeout(timer);
  }, [telling]);
  return (
    <p id={id} className="visually-hidden" aria-live="polite" data-testid="scene-telling">
      {said}
    </p>
  );
}
