/** @file Has the training worker test the backends and settle on one, and takes that up again where a worker is replaced. */
import type { SupervisedWorker } from '../workers/rpc/supervisor.ts';
import type { BackendChoice, BackendReport } from '../workers/training/protocol.ts';
import type { BackendState } from './labState.ts';
import type { TrainingWorker } from './labWorkers.ts';

export interface BackendTestOptions {
  readonly worker: SupervisedWorker<TrainingWorker>;
  read(): BackendState;
  write(backend: BackendState): void;
}

export class BackendTest {
  private latest: Promise<void> = Promise.resolve();
  /** Grows with each test: the answer of an older one is dropped. */
  private turn = 0;
  private isTesting = false;
  private deathsInTest = 0;

  constructor(private readonly options: BackendTestOptions) {}

  /** Resolves when there is a backend to train on, also where another test has begun meanwhile. Rejects where there is none. */
  async ready(): Promise<void> {
    for (;;) {
      const { latest } = this;
      const problem = await latest.then(
        () => null,
        (error: Error) => error,
      );
      if (latest !== this.latest) continue;
      if (problem) throw problem;
      return;
    }
  }

  /** @param after what the test waits for */
  test(choice: BackendChoice, after: Promise<void> = Promise.resolve()): void {
    const { write, worker } = this.options;
    // On a slow GPU a test takes long, and nothing can stop it but the end of its worker.
    if (this.isTesting) worker.restart();
    write({ choice, report: null, problem: null });
    this.settle(async (isCurrent) => {
      await after;
      return isCurrent() ? worker.client.call('prepare', { backend: choice }) : null;
    });
  }

  /** Takes over a backend that another worker has tested, or is testing. */
  adopt(report: Promise<BackendReport>): void {
    const { read, write } = this.options;
    write({ ...read(), report: null, problem: null });
    this.settle(async (isCurrent) => {
      const tested = await report;
      return isCurrent() ? this.trust(tested) : null;
    });
  }

  /** A fresh worker goes on with the backend of the one before it. */
  renew(): void {
    const { report, choice } = this.options.read();
    this.isTesting = false;
    if (report) {
      this.settle(() => this.trust(report));
    } else if (++this.deathsInTest > 1) {
      this.fallBack(`${choice === 'auto' ? 'webgpu' : choice}: its test ended the worker twice`);
    } else {
      this.test(choice);
    }
  }

  /** On to wasm, which needs no GPU. @param reason shown beside it */
  fallBack(reason: string): void {
    this.settle(() => this.testWasm(reason));
  }

  private async trust(report: BackendReport): Promise<BackendReport> {
    const { worker } = this.options;
    try {
      const { adapter } = await worker.client.call('prepare', { backend: report.backend, isTrusted: true });
      return { ...report, adapter };
    } catch (error) {
      if ((error as Error).name === 'WorkerDiedError') throw error;
      return this.testWasm(`${report.backend}: ${(error as Error).message}`);
    }
  }

  private async testWasm(reason: string): Promise<BackendReport> {
    const report = await this.options.worker.client.call('prepare', { backend: 'wasm' });
    return { ...report, fallbackReason: reason };
  }

  private settle(work: (isCurrent: () => boolean) => Promise<BackendReport | null>): void {
    const turn = ++this.turn;
    const isCurrent = () => turn === this.turn;
    this.isTesting = true;
    this.latest = this.conclude(work(isCurrent), isCurrent);
    this.latest.catch(() => undefined);
  }

  private async conclude(test: Promise<BackendReport | null>, isCurrent: () => boolean): Promise<void> {
    const { read, write } = this.options;
    try {
      const report = await test;
      if (!isCurrent()) return;
      this.deathsInTest = 0;
      write({ ...read(), report, problem: null });
    } catch (error) {
      if (!isCurrent()) return;
      write({ ...read(), report: null, problem: (error as Error).message });
      throw error;
    } finally {
      if (isCurrent()) this.isTesting = false;
    }
  }
}
