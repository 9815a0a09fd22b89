/** @file Storage for tests, whose answers a test decides: what was asked of it, in order, and what it holds. */
import type { KeptRun } from '../../core/experiment/keptRun.ts';
import type { SnapshotUpdate } from '../../workers/training/protocol.ts';

export class StorageStand {
  readonly calls: { name: string; input: never }[] = [];
  readonly runs = new Map<string, KeptRun>();
  readonly chunks = new Map<number, readonly { step: number }[]>();
  snapshot: SnapshotUpdate | null = null;
  failure: Error | null = null;
  async call(name: string, input: never): Promise<unknown> {
    this.calls.push({ name, input });
    const writes = ['create', 'append', 'saveSnapshot', 'update'];
    if (this.failure && writes.includes(name)) throw this.failure;
    const given = input as { id: string; change?: object; chunk: number; records: readonly { step: number }[] };
    if (name === 'list') return { runs: [...this.runs.values()], problems: [] };
    if (name === 'describe') return { snapshots: 'files', problem: null };
    if (name === 'create') return void this.runs.set((input as KeptRun).id, input);
    if (name === 'purge') return void this.runs.delete(given.id);
    if (name === 'load') {
      const records = [...this.chunks.values()].flat();
      return { run: this.runs.get(given.id), records, snapshot: this.snapshot, problems: [] };
    }
    const run = { ...this.runs.get(given.id)!, ...given.change };
    if (name === 'append') this.chunks.set(given.chunk, given.records);
    if (name === 'saveSnapshot') this.snapshot = input;
    this.runs.set(given.id, run);
    return name === 'rewind' ? { run, nextChunk: 7 } : run;
  }
  count = (name: string) => this.calls.filter((call) => call.name === name).length;
}
