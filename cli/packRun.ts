/** @file A run folder as one `.run` file: what the page's own runs are downloaded as, so that it opens there. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileHash } from '../src/core/data/container.ts';
import { type KeptRun, keptRunVersion, nameLimit } from '../src/core/experiment/keptRun.ts';
import type { EmbeddingRecord, RunRecord } from '../src/core/experiment/records.ts';
import { isFinetuning, runLength } from '../src/core/experiment/stage.ts';
import { decodeFinetuneSnapshot } from '../src/core/finetune/finetuneSnapshot.ts';
import { Finetuning } from '../src/core/finetune/finetuning.ts';
import { encodeRunFile } from '../src/core/runs/runFile.ts';
import { readSnapshotFile, type SnapshotFile } from '../src/core/runs/snapshotFile.ts';
import { findScene } from '../src/core/scenes/registry.ts';
import { Pretraining } from '../src/core/training/pretraining.ts';
import { decodeSnapshot } from '../src/core/training/snapshot.ts';
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
  const { experiment, demonstrations, backend, adapter, versions, parent = null } = folder.readRun();
  const snapshot = folder.latestSnapshot(readSnapshotFile, note);
  if (!snapshot) throw new UsageError(`${options.folder}: holds no snapshot. Train it on, then pack it.`);
  const { step } = snapshot;
  const metrics = folder.readMetrics().filter((record) => record.step <= step);
  const records: RunRecord[] = [...metrics, ...(await embed(snapshot, options.backend))];
  const evaluations = metrics.filter((record) => record.kind === 'evaluation');
  const lastStep = Math.max(...evaluations.map((rung) => rung.step));
  const demonstrationsHash = demonstrations?.sha256 ?? fileHash(new Uint8Array(0));
  const createdAt = Math.round(statSync(join(options.folder, 'run.json')).mtimeMs);
  const run: KeptRun = {
    version: keptRunVersion,
    id: fileHash(new TextEncoder().encode(JSON.stringify([experiment, demonstrationsHash, parent?.sha256]))).slice(
      0,
      32,
    ),
    name: (options.name ?? `${findScene(experiment.scene).title} · seed ${experiment.seed}`).slice(0, nameLimit),
    note: '',
    colour: 0,
    experiment,
    origin: {
      versions,
      backend,
      adapter,
      userAgent: `node ${versions.node ?? ''}`.trim(),
      demonstrationsHash,
      parameters: snapshot.parameterCount,
      evaluationSeed: evaluations[0]?.outcomes?.[0]?.seed ?? null,
      parent: parent && {
        policyHash: parent.sha256,
        step: parent.step,
        runId: null,
        name: parent.path.slice(0, nameLimit),
      },
    },
    createdAt,
    updatedAt: Math.round(statSync(join(options.folder, 'metrics.jsonl')).mtimeMs),
    // A folder does not say how long it trained.
    trainingSeconds: 0,
    wallSeconds: 0,
    phase: step >= runLength(experiment) ? 'finished' : 'paused',
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
  const bytes = encodeRunFile({ run, records, snapshot: options.withSnapshot ? snapshot.bytes : null });
  return { bytes, run };
}

/** The last embedding; nothing where nothing was demonstrated. */
async function embed({ experiment, bytes }: SnapshotFile, backend: string): Promise<EmbeddingRecord[]> {
  if (experiment.stage === 'scratch') return [];
  await startBackend(backend);
  const { set } = readShippedDemonstrations(experiment.scene, experiment.demonstrations);
  const training = isFinetuning(experiment)
    ? new Finetuning(experiment, { snapshot: decodeFinetuneSnapshot(bytes, 'the snapshot'), demonstrations: set })
    : new Pretraining(experiment, set, decodeSnapshot(bytes, 'the snapshot'));
  try {
    const records = await training.representationRecords();
    return records.filter((record) => record.kind === 'embedding');
  } finally {
    training.dispose();
  }
}
