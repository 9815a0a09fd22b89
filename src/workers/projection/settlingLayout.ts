/**
 * @file A t-SNE layout that settles in short slices, so that requests are answered in between, most of a core is left
 * to training, and the picture is seen to flow.
 */
import { Random } from '../../core/random/random.ts';
import { maximumPoints, Tsne } from '../../core/representation/tsne.ts';
import type { ProjectionInput, ProjectionLayout } from './protocol.ts';

/** The first layout of a run has to form; later ones only follow. */
const formingIterations = 600;
const followingIterations = 300;
/** Milliseconds of work in a slice, and of rest after it */
const sliceWork = 5;
const sliceRest = 10;
/** Milliseconds between two layouts: at most 5 a second */
const emitInterval = 200;

export class SettlingLayout {
  private readonly tsne: Tsne;
  private waiting: ProjectionInput | null = null;
  private step = 0;
  private iterationsLeft = 0;
  private lastEmit = Number.NEGATIVE_INFINITY;
  private timer: ReturnType<typeof setTimeout> | null = null;

  /**
   * @param seed names the layout: the same data, each left to settle, gives the same layouts
   * @param emit takes a layout, at most 5 times a second, and the settled one last
   * @param now milliseconds from any origin, steadily growing
   */
  constructor(
    seed: number,
    private readonly emit: (layout: ProjectionLayout) => void,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.tsne = new Tsne(new Random(seed));
  }

  /**
   * Turns to new data from the next slice on; data that still waits is forgotten.
   * @throws RangeError where there are more points than exact t-SNE can take
   */
  take(input: ProjectionInput): void {
    if (input.count > maximumPoints) {
      throw new RangeError(`projection: expected at most ${maximumPoints} points, received ${input.count}`);
    }
    this.waiting = input;
    if (this.timer === null) this.plan(0);
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.waiting = null;
  }

  private plan(milliseconds: number): void {
    this.timer = setTimeout(() => {
      this.timer = null;
      this.slice();
    }, milliseconds);
  }

  private slice(): void {
    if (this.waiting) this.begin(this.waiting);
    const start = this.now();
    while (this.iterationsLeft > 0 && this.now() - start < sliceWork) {
      this.tsne.iterate(1);
      this.iterationsLeft--;
    }
    const untilEmit = this.lastEmit + emitInterval - this.now();
    if (untilEmit <= 0) this.emitNow();
    if (this.iterationsLeft > 0) this.plan(sliceRest);
    else if (untilEmit > 0) this.plan(untilEmit);
  }

  private begin({ step, count, size, values }: ProjectionInput): void {
    this.waiting = null;
    this.tsne.setData(values, count, size);
    this.step = step;
    this.iterationsLeft = this.tsne.iteration === 0 ? formingIterations : followingIterations;
  }

  private emitNow(): void {
    this.lastEmit = this.now();
    this.emit({ step: this.step, method: 'tsne', points: this.tsne.picture, iteration: this.tsne.iteration });
  }
}
