/**
 * @file A value over training steps that grows, and can be drawn at any zoom without looking at all of it.
 *
 * Beside the values stands a pyramid: for each block of 2, 4, 8, … points, which of them is the lowest and which the
 * highest. A window of any length is drawn from the level at which it has about as many blocks as there is room for, so
 * choosing costs by the pixel and not by the point. Blocks begin at fixed points, so a curve that grows keeps the
 * points it has shown instead of shimmering.
 */

/** Index of the lowest and highest finite value of each block; −1 where a block has none. */
interface Level {
  lowest: Int32Array;
  highest: Int32Array;
}

const firstCapacity = 64;

export class StepSeries {
  length = 0;
  private stepColumn = new Float64Array(firstCapacity);
  private valueColumn = new Float64Array(firstCapacity);
  /** `levels[k]` has blocks of 2^(k+1) points */
  private readonly levels: Level[] = [];
  /** Indices of the values that are not finite, in order */
  private readonly broken: number[] = [];

  constructor() {
    this.addLevels();
  }

  /** @param steps rising, as many as values */
  static from(steps: ArrayLike<number>, values: ArrayLike<number>): StepSeries {
    const series = new StepSeries();
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(firstCapacity, values.length)));
    series.length = values.length;
    series.stepColumn = widened(steps, capacity, values.length);
    series.valueColumn = widened(values, capacity, values.length);
    for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) series.broken.push(i);
    series.levels.length = 0;
    series.addLevels();
    return series;
  }

  /** @param step at least the last one's */
  push(step: number, value: number): void {
    const index = this.length;
    if (index === this.stepColumn.length) this.grow();
    this.stepColumn[index] = step;
    this.valueColumn[index] = value;
    this.length += 1;
    if (Number.isFinite(value)) this.raisePyramid(index, value);
    else this.broken.push(index);
  }

  step(index: number): number {
    return this.stepColumn[index];
  }

  value(index: number): number {
    return this.valueColumn[index];
  }

  get lastStep(): number {
    return this.length > 0 ? this.stepColumn[this.length - 1] : 0;
  }

  /** Index of the point whose step is nearest to a step, the earlier of two as near; −1 where there is none. */
  nearest(step: number): number {
    const after = this.firstFrom(step);
    if (after === 0) return this.length > 0 ? 0 : -1;
    if (after === this.length) return this.length - 1;
    return step - this.stepColumn[after - 1] <= this.stepColumn[after] - step ? after - 1 : after;
  }

  /** Index of the first point at a step or after it; `length` where there is none. */
  firstFrom(step: number): number {
    let [low, high] = [0, this.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.stepColumn[middle] < step) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Points [start, end) that a window of steps shows, with one more on each side, so that a curve reaches its edges. */
  range(from: number, to: number): [start: number, end: number] {
    let end = this.firstFrom(to);
    while (end < this.length && this.stepColumn[end] === to) end++;
    return [Math.max(0, this.firstFrom(from) - 1), Math.min(this.length, end + 1)];
  }

  /**
   * Chooses the points to draw in a window: all where there is room for them, otherwise both ends and the lowest and
   * the highest of each block.
   *
   * @param limit most points to choose, at least 8
   * @returns indices, increasing
   */
  choose(from: number, to: number, limit: number): number[] {
    const [start, end] = this.range(from, to);
    const count = end - start;
    if (count <= limit) return Array.from({ length: Math.max(0, count) }, (_, i) => start + i);
    // Two places are kept for the ends, and two blocks for those that the window cuts.
    const level = Math.ceil(Math.log2(count / ((limit - 2) / 2 - 2)));
    const chosen = [start];
    const add = (index: number) => {
      if (index > chosen[chosen.length - 1]) chosen.push(index);
    };
    for (let block = start >> level; block << level < end; block++) {
      const { lowest, highest } = this.extremes(level, block, start, end);
      add(Math.min(lowest, highest));
      add(Math.max(lowest, highest));
    }
    add(end - 1);
    return chosen;
  }

  /** Points in a window whose value is not finite, at most `limit` of them, evenly taken. */
  chooseBroken(from: number, to: number, limit: number): number[] {
    const inside = this.broken.filter((index) => this.stepColumn[index] >= from && this.stepColumn[index] <= to);
    const stride = Math.ceil(inside.length / limit);
    return stride > 1 ? inside.filter((_, i) => i % stride === 0) : inside;
  }

  /** How many values are not finite. */
  get brokenCount(): number {
    return this.broken.length;
  }

  /** Indices of the lowest and the highest finite value of a block, as far as it lies in [start, end). */
  private extremes(level: number, block: number, start: number, end: number): { lowest: number; highest: number } {
    const first = block << level;
    const isWhole = first >= start && first + 2 ** level <= end;
    const found = isWhole
      ? { lowest: this.levels[level - 1].lowest[block], highest: this.levels[level - 1].highest[block] }
      : this.scan(Math.max(first, start), Math.min(first + 2 ** level, end));
    if (found.lowest >= 0) return found;
    // Nothing but broken values: one of them, so that the curve breaks here.
    const broken = Math.max(first, start);
    return { lowest: broken, highest: broken };
  }

  private scan(start: number, end: number): { lowest: number; highest: number } {
    let [lowest, highest] = [-1, -1];
    for (let i = start; i < end; i++) {
      const value = this.valueColumn[i];
      if (!Number.isFinite(value)) continue;
      if (lowest < 0 || value < this.valueColumn[lowest]) lowest = i;
      if (highest < 0 || value > this.valueColumn[highest]) highest = i;
    }
    return { lowest, highest };
  }

  private raisePyramid(index: number, value: number): void {
    for (const [k, { lowest, highest }] of this.levels.entries()) {
      const block = index >> (k + 1);
      const isLowest = lowest[block] < 0 || value < this.valueColumn[lowest[block]];
      const isHighest = highest[block] < 0 || value > this.valueColumn[highest[block]];
      if (isLowest) lowest[block] = index;
      if (isHighest) highest[block] = index;
      // What is no extreme of a block is none of a wider one.
      if (!isLowest && !isHighest) return;
    }
  }

  /** The levels up to one block for all there is room for; a level is made from the pairs of blocks below it. */
  private addLevels(): void {
    const { valueColumn: values } = this;
    for (let k = this.levels.length; 2 ** (k + 1) <= values.length; k++) {
      const blocks = values.length >> (k + 1);
      const level = { lowest: new Int32Array(blocks).fill(-1), highest: new Int32Array(blocks).fill(-1) };
      const below = this.levels[k - 1];
      const single = (i: number) => (i < this.length && Number.isFinite(values[i]) ? i : -1);
      for (let block = 0; block << (k + 1) < this.length; block++) {
        for (const half of [2 * block, 2 * block + 1]) {
          const low = below ? below.lowest[half] : single(half);
          const high = below ? below.highest[half] : single(half);
          if (low < 0) continue;
          if (level.lowest[block] < 0 || values[low] < values[level.lowest[block]]) level.lowest[block] = low;
          if (level.highest[block] < 0 || values[high] > values[level.highest[block]]) level.highest[block] = high;
        }
      }
      this.levels.push(level);
    }
  }

  private grow(): void {
    const capacity = 2 * this.stepColumn.length;
    this.stepColumn = widened(this.stepColumn, capacity);
    this.valueColumn = widened(this.valueColumn, capacity);
    for (const [k, level] of this.levels.entries()) {
      for (const name of ['lowest', 'highest'] as const) {
        const wider = new Int32Array(capacity >> (k + 1)).fill(-1);
        wider.set(level[name]);
        level[name] = wider;
      }
    }
    this.addLevels();
  }
}

function widened(column: ArrayLike<number>, capacity: number, length = column.length): Float64Array<ArrayBuffer> {
  const wider = new Float64Array(capacity);
  for (let i = 0; i < length; i++) wider[i] = column[i];
  return wider;
}
