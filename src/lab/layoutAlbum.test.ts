import { expect, test } from 'vitest';
import type { ProjectionLayout } from '../workers/projection/protocol.ts';
import { LayoutAlbum } from './layoutAlbum.ts';

const layout = (step: number, method: ProjectionLayout['method'] = 'pca', iteration = 0): ProjectionLayout => ({
  step,
  method,
  iteration,
  points: new Float32Array(2),
});

test('the picture of the nearest step is found, by method', () => {
  const album = new LayoutAlbum();
  for (const step of [0, 250, 500]) album.add(layout(step));
  album.add(layout(250, 'tsne'));
  expect([-5, 120, 126, 9999].map((step) => album.nearest('pca', step)?.step)).toEqual([0, 0, 250, 500]);
  expect(album.nearest('tsne', 0)?.step).toBe(250);
  expect(new LayoutAlbum().nearest('pca', 0)).toBeNull();
});

test('of a layout that settles, the last one of its step is kept', () => {
  const album = new LayoutAlbum();
  for (const iteration of [10, 100, 600]) album.add(layout(0, 'tsne', iteration));
  expect(album.nearest('tsne', 0)?.iteration).toBe(600);
});

test('a long run keeps some hundreds of pictures from its beginning to its end', () => {
  const album = new LayoutAlbum();
  for (let step = 0; step < 5000; step++) album.add(layout(step));
  const kept = new Set(Array.from({ length: 5000 }, (_, step) => album.nearest('pca', step)!.step));
  expect(kept.size).toBeLessThanOrEqual(300);
  expect(kept.size).toBeGreaterThanOrEqual(150);
  expect(kept).toContain(0);
  expect(Math.max(...kept)).toBeGreaterThan(4950);
  expect(album.upTo(100).nearest('pca', 5000)!.step).toBeLessThanOrEqual(100);
});
