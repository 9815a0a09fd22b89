/**
 * @file The lab's speed on the visitor's machine: the command line's `bench`, measured in a worker of its own.
 *
 * It measures alone: it waits for the backends' test, lets the robot stand still, does not begin while something
 * trains, and ends when training begins. What was measured until then is kept.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BackendName, BoardName, BoardProgress } from '../../workers/board/protocol.ts';
import type { BoardWorker } from '../labWorkers.ts';
import { type BoardMachine, type BoardState, boardNames, initialBoard, takesGpu } from './boardState.ts';

export interface BoardOptions {
  spawn(): BoardWorker;
  /** Something trains now */
  isTraining(): boolean;
  /** Calls whenever `isTraining` may answer otherwise. @returns ends the subscription */
  onTrainingChange(listener: () => void): () => void;
  /** Resolves when the start of the page keeps no core busy any more. Never rejects. */
  settled(): Promise<void>;
  /** Lets the robot stand still. @returns a function that lets it go on */
  holdStill(): Promise<() => void>;
  announce(message: string): void;
  /** The browser around the lab, as it calls itself, and its processor cores */
  readonly browser: Pick<BoardMachine, 'browser' | 'cores'>;
  readonly versions: BoardMachine['versions'];
  /** Now, as ISO 8601 */
  now(): string;
}

export class Board {
  readonly store: StoreApi<BoardState> = createStore(() => initialBoard);
  private job: AbortController | null = null;
  private isLooking = false;

  constructor(private readonly options: BoardOptions) {}

  get state(): BoardState {
    return this.store.getState();
  }

  /** Looks which GPU there is, once. */
  async look(): Promise<void> {
    if (this.isLooking) return;
    this.isLooking = true;
    const worker = this.options.spawn();
    try {
      this.patch({ gpu: await worker.call('look') });
    } catch (error) {
      this.patch({ gpu: { adapter: null, problem: `Nobody could look for a GPU: ${(error as Error).message}` } });
    } finally {
      worker.dispose();
    }
  }

  choose(name: BoardName, isChosen: boolean): void {
    const chosen = boardNames.filter((each) => (each === name ? isChosen : this.state.chosen.includes(each)));
    this.patch({ chosen });
  }

  setRounds(rounds: number): void {
    this.patch({ rounds });
  }

  setGpu(wantsGpu: boolean): void {
    this.patch({ wantsGpu });
  }

  /** Measures what is chosen, in place of what was measured before. */
  async start(): Promise<void> {
    if (this.job) return;
    if (this.options.isTraining()) return this.fail('Something trains, and would be measured too. Pause it first.');
    const job = new AbortController();
    this.job = job;
    this.patch({
      problem: null,
      standing: { said: 'nothing yet: the test of the backends goes first', done: 0, planned: 1 },
    });
    const stopListening = this.options.onTrainingChange(() => {
      // Saying so changes the lab's state too.
      if (this.job === job && this.options.isTraining()) {
        this.end('Training began, so the board was ended: it would have measured both.');
      }
    });
    try {
      await this.measure(job.signal);
      this.options.announce('Everything is measured.');
    } catch (error) {
      if (!job.signal.aborted) this.fail(sayProblem(error as Error));
    } finally {
      stopListening();
      if (this.job === job) this.finish();
    }
  }

  /** Ends it. What was measured is kept. */
  cancel(): void {
    this.end(null);
    this.options.announce('The board was cancelled.');
  }

  dispose(): void {
    this.job?.abort(new DOMException('the lab was closed', 'AbortError'));
  }

  private async measure(signal: AbortSignal): Promise<void> {
    await this.options.settled();
    signal.throwIfAborted();
    const { chosen: measurements, rounds } = this.state;
    const backends: BackendName[] = takesGpu(this.state) ? ['wasm', 'webgpu'] : ['wasm'];
    const { browser, versions, now } = this.options;
    const adapter = sayAdapter(this.state);
    const machine = { ...browser, adapter, rounds, startedAt: now(), versions };
    this.patch({ report: { lines: [], machine } });
    const goOn = await this.options.holdStill();
    const worker = this.options.spawn();
    try {
      const onProgress = (progress: BoardProgress) => {
        // A last word may come after its end.
        if (!signal.aborted) this.receive(progress);
      };
      await worker.call('measure', { measurements, backends, rounds }, { signal, onProgress });
    } finally {
      // What it measured with goes with it, GPU memory included.
      worker.dispose();
      goOn();
    }
  }

  private receive(progress: BoardProgress): void {
    const { report } = this.state;
    if (progress.kind === 'begin') this.patch({ standing: progress });
    else if (report) this.patch({ report: { ...report, lines: [...report.lines, progress.line] } });
  }

  /** @param problem why, where nobody asked for it */
  private end(problem: string | null): void {
    this.job?.abort(new DOMException('cancelled', 'AbortError'));
    this.finish();
    if (problem) this.fail(problem);
  }

  private finish(): void {
    this.job = null;
    this.patch({ standing: null });
  }

  private fail(problem: string): void {
    this.patch({ problem });
    this.options.announce(problem);
  }

  private patch(change: Partial<BoardState>): void {
    this.store.setState(change);
  }
}

function sayAdapter(state: BoardState): string {
  if (!state.gpu?.adapter) return `none. ${state.gpu?.problem ?? 'It was not looked for.'}`;
  const { name } = state.gpu.adapter;
  return takesGpu(state) ? name : `${name}, left out`;
}

function sayProblem({ name, message }: Error): string {
  if (name === 'WorkerDiedError') return `${message}. What was measured before was kept. Try again.`;
  return `${message} What was measured before was kept.`;
}
