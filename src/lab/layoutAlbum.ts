/** @file The pictures of a run's representation, step by step, to look back at: fewer where there are many. */
import type { ProjectionLayout } from '../workers/projection/protocol.ts';

type Method = ProjectionLayout['method'];

/** Most pictures of a method: of a few hundred points each, a megabyte or two. */
const most = 300;

export class LayoutAlbum {
  private readonly pictures: Record<Method, ProjectionLayout[]> = { pca: [], tsne: [] };

  /** A layout of the newest step takes the place of an earlier one of that step: t-SNE settles. */
  add(layout: ProjectionLayout): void {
    const pictures = this.pictures[layout.method];
    if (pictures[pictures.length - 1]?.step === layout.step) pictures.pop();
    pictures.push(layout);
    // Every other one goes; the first, before training, stays.
    if (pictures.length > most) this.pictures[layout.method] = pictures.filter((_, i) => i % 2 === 0);
  }

  /** The picture of the nearest step that has one, the earlier of two as near. */
  nearest(method: Method, step: number): ProjectionLayout | null {
    let best: ProjectionLayout | null = null;
    for (const picture of this.pictures[method]) {
      if (!best || Math.abs(picture.step - step) < Math.abs(best.step - step)) best = picture;
    }
    return best;
  }

  /** What was drawn up to a step, for a run that goes on from there. */
  upTo(step: number): LayoutAlbum {
    const kept = new LayoutAlbum();
    for (const picture of Object.values(this.pictures).flat()) if (picture.step <= step) kept.add(picture);
    return kept;
  }
}
