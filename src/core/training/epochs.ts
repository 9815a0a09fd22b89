/** @file Draws minibatches without replacement: every example once an epoch, in an order of its own each time. */
import type { Random } from '../random/random.ts';

export interface EpochState {
  readonly epoch: number;
  /** Examples of the running epoch already used */
  readonly cursor: number;
  /** `[count]` */
  readonly order: Uint32Array;
}

export class Epochs {
  private epoch = 0;
  private cursor = 0;
  private order: Uint32Array;

  constructor(
    private readonly count: number,
    private readonly batchSize: number,
    private readonly random: Random,
    state?: EpochState,
  ) {
    this.order = state?.order ?? random.permutation(count);
    this.epoch = state?.epoch ?? 0;
    this.cursor = state?.cursor ?? 0;
  }

  /** Rows of the next minibatch, `[batchSize]`; the tail that no longer fills a batch is dropped with its epoch. */
  next(): Uint32Array {
    if (this.batchSize > this.count) {
      return Uint32Array.from({ length: this.batchSize }, () => this.random.integer(this.count));
    }
    if (this.cursor + this.batchSize > this.count) {
      this.order = this.random.permutation(this.count);
      this.cursor = 0;
      this.epoch++;
    }
    const rows = this.order.slice(this.cursor, this.cursor + this.batchSize);
    this.cursor += this.batchSize;
    return rows;
  }

  get state(): EpochState {
    return { epoch: this.epoch, cursor: this.cursor, order: this.order };
  }
}
