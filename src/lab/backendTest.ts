/** @file Has the training worker test the backends and settle on one. */
import type { SupervisedWorker } from '../workers/rpc/supervisor.ts';
import type { BackendChoice } from '../workers/training/protocol.ts';
import type { BackendState } from './labState.ts';
import type { TrainingWorker } from './labWorkers.ts';

export interface BackendTestOptions {
  readonly worker: SupervisedWorker<TrainingWorker>;
  read(): BackendState;
  write(backend: BackendState): void;
}

export class BackendTest {
  /** Settles with the latest test. */
  ready: Promise<void> = Promise.resolve();

  constructor(private readonly options: BackendTestOptions) {}

  /** @param after what the test waits for, beside the test before it */
  test(choice: BackendChoice, after: Promise<void> = Promise.resolve()): Promise<void> {
    const { write, read, worker } = this.options;
    write({ choice, report: null, problem: null });
    const previous = this.ready.catch(() => undefined);
    // One after the other: two tests at once would disturb each other's timings.
    const test = Promise.all([previous, after]).then(async () => {
      try {
        const report = await worker.client.call('prepare', { backend: choice });
        if (read().choice === choice) write({ choice, report, problem: null });
      } catch (error) {
        if (read().choice === choice) write({ choice, report: null, problem: (error as Error).message });
        throw error;
      }
    });
    this.ready = test;
    return test;
  }
}
