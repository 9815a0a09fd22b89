/** @file The noise z₁ as something to take hold of: by mouse, by finger, by arrow keys. */
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { planeReach } from '../../lab/inspector.ts';
import { useLab } from '../LabContext.tsx';
import type { PlaneScale } from './planeScale.ts';
import { useInspector } from './useInspector.ts';

const keySteps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

const held = (value: number) => Math.min(planeReach, Math.max(-planeReach, value));

export function NoiseHandle({ scale, names }: { scale: PlaneScale; names: readonly string[] }) {
  const lab = useLab();
  const noise = useInspector((state) => state.noise);
  const plane = useRef<HTMLDivElement>(null);
  if (noise?.length !== 2) return null;
  const [x, y] = noise;
  const move = (toX: number, toY: number) => lab.inspector.setNoise(Float32Array.of(held(toX), held(toY)));

  const press = (event: KeyboardEvent) => {
    const step = keySteps[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const size = event.shiftKey ? 0.25 : 0.05;
    move(x + size * step[0], y + size * step[1]);
  };
  const drag = (event: PointerEvent) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { left, top } = plane.current!.getBoundingClientRect();
    move(...scale.at(event.clientX - left, event.clientY - top));
  };
  // A mouse may press anywhere in the plane; a finger elsewhere than on the handle scrolls the page.
  const take = (event: PointerEvent) => {
    if (event.pointerType === 'touch' && !(event.target as Element).closest('[role=slider]')) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    plane.current?.querySelector<HTMLElement>('[role=slider]')?.focus({ preventScroll: true });
    drag(event);
    event.preventDefault();
  };
  return (
    <div className="noise-plane" ref={plane} onPointerDown={take} onPointerMove={drag}>
      <div
        className="noise-handle"
        role="slider"
        tabIndex={0}
        aria-label="Noise z₁; arrow keys move it"
        aria-valuenow={Number(x.toFixed(2))}
        aria-valuemin={-planeReach}
        aria-valuemax={planeReach}
        aria-valuetext={`${names[0]} ${x.toFixed(2)}, ${names[1]} ${y.toFixed(2)}`}
        style={{ left: scale.x(x), top: scale.y(y) }}
        onKeyDown={press}
      >
        z₁
      </div>
    </div>
  );
}
