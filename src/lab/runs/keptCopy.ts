/**
 * @file One run as it is being kept: what waits to be written, and how long it has been at it.
 *
 * Records wait a moment and go as a chunk; a chunk stays here until it is known to be on the disk, so that neither a
 * worker that dies nor a full disk loses one.
 */
import type { KeptPhase, KeptRun, RunChange } from '../../core/experiment/keptRun.ts';
import type { RunRecord } from '../../core/experiment/records.ts';
import type { SnapshotUpdate } from '../../workers/training/protocol.ts';

export class KeptCopy {
  /** Its first state is in storage. */
  isCreated = false;
  /** It was reset or deleted: what comes now is not of it. */
  isEnded = false;
  step: number;
  phase: KeptPhase = 'paused';
  message: string | null = null;
  snapshot: SnapshotUpdate | null = null;
  savedSnapshotStep: number | null = null;
  private waiting: RunRecord[] = [];
  private chunk: { readonly number: number; readonly records: readonly RunRecord[] } | null = null;
  private trainingSince: number | null = null;
  private trainedSeconds: number;
  private readonly openedAt: number;
  private evaluationSeed: number | null;

  /** @param nextChunk number of the first chunk that is free @param clock milliseconds since 1970 */
  constructor(
    readonly run: KeptRun,
    private nextChunk: number,
    private readonly clock: () => number,
  ) {
    this.step = run.step;
    this.trainedSeconds = run.trainingSeconds;
    this.evaluationSeed = run.origin.evaluationSeed;
    this.openedAt = clock();
  }

  get id(): string {
    return this.run.id;
  }

  add(record: RunRecord): void {
    // Only the last embedding is kept.
    if (record.kind === 'embedding') this.waiting = this.waiting.filter(({ kind }) => kind !== 'embedding');
    if (record.kind === 'evaluation') this.evaluationSeed ??= record.outcomes?.[0]?.seed ?? null;
    this.waiting.push(record);
    this.step = Math.max(this.step, record.step);
  }

  enter(phase: KeptPhase, message: string | null): void {
    const now = this.clock();
    if (this.trainingSince !== null) this.trainedSeconds += (now - this.trainingSince) / 1000;
    this.trainingSince = phase === 'training' ? now : null;
    this.phase = phase;
    this.message = message;
  }

  /** Takes the next chunk to be written; the same one again until `wrote` is called. Null where nothing waits. */
  takeChunk(): { readonly number: number; readonly records: readonly RunRecord[] } | null {
    if (!this.chunk && this.waiting.length > 0) {
      this.chunk = { number: this.nextChunk, records: this.waiting };
      this.nextChunk += 1;
      this.waiting = [];
    }
    return this.chunk;
  }

  wrote(): void {
    this.chunk = null;
  }

  /** What came after a step will come again. A chunk that is on its way is cut in storage. */
  rewind(step: number): void {
    const isKept = (record: RunRecord) => record.step <= step;
    this.waiting = this.waiting.filter(isKept);
    this.chunk = this.chunk && { number: this.chunk.number, records: this.chunk.records.filter(isKept) };
    this.step = Math.max(0, step);
    if (this.snapshot && this.snapshot.step > step) this.snapshot = null;
  }

  /** Records that are not known to be in storage */
  get unsaved(): readonly RunRecord[] {
    return [...(this.chunk?.records ?? []), ...this.waiting];
  }

  /** What its card says now */
  change(): RunChange {
    const now = this.clock();
    const since = this.trainingSince === null ? 0 : (now - this.trainingSince) / 1000;
    return {
      updatedAt: now,
      trainingSeconds: this.trainedSeconds + since,
      wallSeconds: this.run.wallSeconds + (now - this.openedAt) / 1000,
      phase: this.phase,
      message: this.message?.slice(0, 2000) ?? null,
      step: this.step,
      origin: { ...this.run.origin, evaluationSeed: this.evaluationSeed },
    };
  }
}
