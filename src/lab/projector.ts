/** @file Sends embeddings to the projection worker, the newest first and only, and hands on the layouts. */
import type { EmbeddingRecord } from '../core/experiment/records.ts';
import type { ProjectionLayout } from '../workers/projection/protocol.ts';
import type { SupervisedWorker } from '../workers/rpc/supervisor.ts';
import type { ProjectionWorker } from './labWorkers.ts';

export class Projector {
  private waiting: EmbeddingRecord | null = null;
  private isBusy = false;
  private seed = 0;
  /** Grows with each run: a layout of an older one is dropped. */
  private run = 0;

  constructor(
    private readonly worker: SupervisedWorker<ProjectionWorker>,
    private readonly onLayout: (layout: ProjectionLayout) => void,
    private readonly onProblem: (error: Error) => void,
  ) {}

  /** Called for the first worker and for each one after it. */
  attach(worker: ProjectionWorker): void {
    worker.on('layout', (layout) => {
      if (this.run > 0) this.onLayout(layout);
    });
    if (this.run > 0) worker.call('reset', { seed: this.seed }).catch(() => undefined);
  }

  /** A new run begins: axes and layout are forgotten. */
  async reset(seed: number): Promise<void> {
    this.run += 1;
    this.seed = seed;
    this.waiting = null;
    await this.worker.client.call('reset', { seed });
  }

  project(record: EmbeddingRecord): void {
    this.waiting = record;
    if (!this.isBusy) void this.work();
  }

  private async work(): Promise<void> {
    this.isBusy = true;
    while (this.waiting) {
      const { step, count, size, values } = this.waiting;
      const run = this.run;
      this.waiting = null;
      try {
        const layout = await this.worker.client.call('project', { step, count, size, values });
        if (run === this.run) this.onLayout(layout);
      } catch (error) {
        this.onProblem(error as Error);
      }
    }
    this.isBusy = false;
  }
}
