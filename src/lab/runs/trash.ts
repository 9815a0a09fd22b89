/** @file Runs that were deleted a moment ago: they can be brought back, and are then swept away, also after a reload. */
import type { KeptRun, RunChange } from '../../core/experiment/keptRun.ts';
import type { Office } from '../office.ts';

export interface TrashOptions {
  readonly office: Pick<Office, 'notify' | 'dismiss' | 'attempt'>;
  update(id: string, change: RunChange): Promise<void>;
  purge(id: string): Promise<void>;
  /** Milliseconds since 1970 */
  clock(): number;
}

/** How long a deletion can be undone */
export const undoMilliseconds = 10_000;

export class Trash {
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(private readonly options: TrashOptions) {}

  /** Marks a run as deleted, and offers to undo it. */
  async add(run: KeptRun): Promise<void> {
    await this.options.update(run.id, { deletedAt: this.options.clock() });
    this.offerUndo(run, undoMilliseconds);
  }

  /** At the page's start: what was deleted before is swept away, or offered back for the time that is left. */
  async empty(runs: readonly KeptRun[]): Promise<void> {
    for (const run of runs) {
      if (run.deletedAt === null) continue;
      const left = run.deletedAt + undoMilliseconds - this.options.clock();
      if (left > 0) this.offerUndo(run, left);
      else await this.options.office.attempt(this.options.purge(run.id));
    }
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }

  private offerUndo(run: KeptRun, milliseconds: number): void {
    const { office, update, purge } = this.options;
    const notice = office.notify(`“${run.name}” was deleted.`, {
      tone: 'news',
      actions: [
        {
          label: 'Undo',
          act: () => {
            clearTimeout(this.timers.get(run.id));
            this.timers.delete(run.id);
            void office.attempt(update(run.id, { deletedAt: null }));
          },
        },
      ],
    });
    this.timers.set(
      run.id,
      setTimeout(() => {
        this.timers.delete(run.id);
        office.dismiss(notice);
        void office.attempt(purge(run.id));
      }, milliseconds),
    );
  }
}
