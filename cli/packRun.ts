/** @file A run folder as one `.run` file: what the page's own runs are downloaded as, so that it opens there. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileHash } from '../src/core/data/container.ts';
import { type KeptRun, keptRunVersion, nameLimit } from '../src/core/experiment/keptRun.ts';
import type { EmbeddingRecord, RunRecord } from '../src/core/experiment/records.ts';
import { encodeRunFile } from '../src/core/runs/runFile.ts';
import { findScene } from '../src/core/scenes/registry.ts';
import { Pretraining } from '../src/core/training/pretraining.ts';
import { encodeSnapshot, type Snapshot } from '../src/core/training/snapshot.ts';
import { UsageError } from './arguments.ts';
import { note } from './output.ts';
import { readShippedDemonstrations } from './publicFiles.ts';
import { RunFolder } from './runFolder.ts';
import { startBackend } from './tensorBackend.ts';

export interface PackOptions {
  /** Absolute path of the run */
  readonly folder: string;
  /** What the page calls it; the scene and the seed where absent */
  readonly name?: string;
  readonly withSnapshot: boolean;
  /** What computes the last embedding, which a folder does not hold */
  readonly backend: string;
}

/** @throws UsageError where the folder holds no run, or none with a snapshot */
export async function packRun(options: PackOptions): Promise<{ bytes: Uint8Array; run: KeptRun }> {
  const folder = new RunFolder(options.folder);
  const { experiment, demonstrations, backend, adapter, versions } = folder.readRun();
  const snapshot = folder.latestSnapshot(note);
  if (!snapshot) throw new UsageError(`${options.folder}: holds no snapshot. Train it on, then pack it.`);
  const { step } = snapshot.metadata;
  const metrics = folder.readMetrics().filter((record) => record.step <= step);
  const records: RunRecord[] = [...metrics, await embed(snapshot, options.backend)];
  const evaluations = metrics.filter((record) => record.kind === 'evaluation');
  const lastStep = Math.max(...evaluations.map((rung) => rung.step));
  const createdAt = Math.round(statSync(join(options.folder, 'run.json')).mtimeMs);
  const run: KeptRun = {
    version: keptRunVersion,
    id: fileHash(new TextEncoder().encode(JSON.stringify([experiment, demonstrations.sha256]))).slice(0, 32),
    name: (options.name ?? `${findScene(experiment.scene).title} · seed ${experiment.seed}`).slice(0, nameLimit),
    note: '',
    colour: 0,
    experiment,
    origin: {
      versions,
      backend,
      adapter,
      userAgent: `node ${versions.node ?? ''}`.trim(),
      demonstrationsHash: demonstrations.sha256,
      parameters: snapshot.weights.parameters.length,
      evaluationSeed: evaluations[0]?.outcomes?.[0]?.seed ?? null,
    },
    createdAt,
    updatedAt: Math.round(statSync(join(options.folder, 'metrics.jsonl')).mtimeMs),
    // A folder does not say how long it trained.
    trainingSeconds: 0,
    wallSeconds: 0,
    phase: step >= experiment['training.steps'] ? 'finished' : 'paused',
    message: null,
    step,
    lastEvaluation: evaluations
      .filter((rung) => rung.step === lastStep)
      .map(({ step: at, steps, episodes, successes, meanReturn }) => {
        return { step: at, steps, episodes, successes, meanReturn };
      }),
    recordCount: metrics.length,
    recordBytes: JSON.stringify(metrics).length,
    snapshotBytes: 0,
    snapshotStep: options.withSnapshot ? step : null,
    deletedAt: null,
  };
  const bytes = encodeRunFile({ run, records, snapshot: options.withSnapshot ? encodeSnapshot(snapshot) : null });
  return { bytes, run };
}

async function embed(snapshot: Snapshot, backend: string): Promise<EmbeddingRecord> {
  const { experiment } = snapshot.metadata;
  await startBackend(backend);
  const { set } = readShippedDemonstrations(experiment.scene, experiment.demonstrations);
  const training = new Pretraining(experiment, set, snapshot);
  try {
    const records = await training.representationRecords();
    return records.find((record) => record.kind === 'embedding')!;
  } finally {
    training.dispose();
  }
}
