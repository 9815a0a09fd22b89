/** @file From normalised action units to pixels of a square, and the shapes drawn in it. */
import { planeReach } from '../../lab/inspector.ts';
import type { Field } from '../../workers/inspection/protocol.ts';

export interface PlaneScale {
  /** Pixels of the square's side */
  readonly side: number;
  x(value: number): number;
  /** Up is positive */
  y(value: number): number;
  /** The point under a pixel */
  at(left: number, top: number): [number, number];
}

export function planeScale(side: number): PlaneScale {
  const unit = side / (2 * planeReach);
  return {
    side,
    x: (value) => side / 2 + unit * value,
    y: (value) => side / 2 - unit * value,
    at: (left, top) => [(left - side / 2) / unit, (side / 2 - top) / unit],
  };
}

const pixels = (value: number) => value.toFixed(1);
const place = (scale: PlaneScale, x: number, y: number) => `${pixels(scale.x(x))} ${pixels(scale.y(y))}`;

/** One path through all points, `[count, 2]`. */
export function linePath(scale: PlaneScale, points: ArrayLike<number>): string {
  return Array.from({ length: points.length / 2 }, (_, i) => place(scale, points[2 * i], points[2 * i + 1]))
    .map((point, i) => `${i === 0 ? 'M' : 'L'}${point}`)
    .join('');
}

/** Dots, as lines without length: one element draws them all with round caps. */
export function dotsPath(scale: PlaneScale, points: ArrayLike<number>): string {
  return Array.from(
    { length: points.length / 2 },
    (_, i) => `M${place(scale, points[2 * i], points[2 * i + 1])}h0`,
  ).join('');
}

/** Crosses, to be told from dots without colour. */
export function crossesPath(scale: PlaneScale, points: ArrayLike<number>, size: number): string {
  return Array.from({ length: points.length / 2 }, (_, i) => {
    const [x, y] = [scale.x(points[2 * i]) - size, scale.y(points[2 * i + 1]) - size];
    const [corner, width] = [`${pixels(x)} ${pixels(y)}`, 2 * size];
    return `M${corner}l${width} ${width}m${-width} 0l${width} ${-width}`;
  }).join('');
}

/** Arrows of −v, where a small step goes, the longest as long as two points are apart. */
export function fieldPath(scale: PlaneScale, { positions, velocities }: Field): string {
  const count = positions.length / 2;
  const spacing = scale.side / (Math.sqrt(count) - 1);
  const speeds = Array.from({ length: count }, (_, i) => Math.hypot(velocities[2 * i], velocities[2 * i + 1]));
  const longest = Math.max(1e-9, ...speeds);
  return speeds
    .map((speed, i) => {
      // The root keeps slow places to be seen.
      const length = (0.95 * spacing * Math.sqrt(speed / longest)) / Math.max(speed, 1e-9);
      const [dx, dy] = [-length * velocities[2 * i], length * velocities[2 * i + 1]];
      const [x, y] = [scale.x(positions[2 * i]), scale.y(positions[2 * i + 1])];
      return arrowPath(x, y, x + dx, y + dy, 3);
    })
    .join('');
}

/** A line with two barbs, in pixels. */
export function arrowPath(fromX: number, fromY: number, toX: number, toY: number, barb: number): string {
  const angle = Math.atan2(toY - fromY, toX - fromX);
  const end = (turn: number) =>
    `M${pixels(toX)} ${pixels(toY)}l${pixels(-barb * Math.cos(angle + turn))} ${pixels(-barb * Math.sin(angle + turn))}`;
  return `M${pixels(fromX)} ${pixels(fromY)}L${pixels(toX)} ${pixels(toY)}${end(0.5)}${end(-0.5)}`;
}
