/** @file Fine-tunes a run folder from wherever it stands to its end; `finetune` and `sweep` both do it this way. */
import { fileHash } from '../src/core/data/container.ts';
import type { FinetuningRecord, RunRecord } from '../src/core/experiment/records.ts';
import { runLength } from '../src/core/experiment/stage.ts';
import {
  decodeFinetuneSnapshot,
  encodeFinetuneSnapshot,
  policyOfFinetuneSnapshot,
} from '../src/core/finetune/finetuneSnapshot.ts';
import { Finetuning } from '../src/core/finetune/finetuning.ts';
import type { VectorEnvironment } from '../src/core/physics/environment.ts';
import { UsageError } from './arguments.ts';
import { evaluateBeside } from './evaluateBeside.ts';
import { experimentOf, finetuneExperimentOf, type Said, type StartPolicy } from './experiments.ts';
import { listenForInterruption } from './interruption.ts';
import { note, showProgress } from './output.ts';
import { withSlots } from './physics.ts';
import { type DemonstrationFile, readShippedDemonstrations } from './publicFiles.ts';
import { checkSameRun, RunFolder, type StateFiles } from './runFolder.ts';
import { startBackend } from './tensorBackend.ts';
import { versions } from './versions.ts';

/** Iterations whose mean return says where a run has come to */
const lastIterations = 5;

export interface FinetuneOptions {
  /** Absolute path of the run */
  readonly folder: string;
  /** The stage 1 policy; null: from scratch */
  readonly start: StartPolicy | null;
  /** What was said of the experiment, by dotted key; from scratch the scene is among it */
  readonly input: Said;
  readonly backend: string;
  /** Stop with a snapshot at the first iteration that has reached this environment step, as an interruption would */
  readonly stopAt?: number;
  /** Evaluate at each evaluation interval, on the episodes that the page's live evaluation plays */
  readonly isEvaluated?: boolean;
  /** A line per iteration, then the summary */
  readonly onLine: (line: unknown) => void;
}

/**
 * @throws SettingError, UsageError where the experiment is not one, or the folder holds another
 * @throws DivergenceError where training left the finite numbers; the last snapshot stays
 */
export async function finetuneRun(options: FinetuneOptions): Promise<{ isFinished: boolean }> {
  const { start } = options;
  const experiment = start
    ? finetuneExperimentOf(start, options.input)
    : experimentOf({ ...options.input, stage: 'scratch' });
  const demonstrations = start ? readShippedDemonstrations(experiment.scene, experiment.demonstrations) : null;
  const { backend, adapter } = await startBackend(options.backend);
  const folder = new RunFolder(options.folder);
  if (folder.exists) {
    checkSameRun(folder, experiment, backend, demonstrations?.sha256 ?? null);
    checkSameParent(folder, start);
  } else {
    folder.create(
      {
        ...{ version: 1, experiment, backend, adapter, versions: versions() },
        demonstrations: demonstrations && factsOf(demonstrations),
        parent: start && { path: start.path, sha256: fileHash(start.bytes), step: start.file.metadata.step },
      },
      start?.bytes,
    );
  }
  const snapshot = folder.latestSnapshot(decodeFinetuneSnapshot, note) ?? undefined;
  const finetuning = new Finetuning(experiment, {
    policy: start?.bytes,
    snapshot,
    demonstrations: demonstrations?.set,
    clock: () => performance.now(),
  });
  folder.rewindMetrics(snapshot ? finetuning.step : -1);
  if (snapshot) note(`continuing ${options.folder} at environment step ${finetuning.step}`);
  try {
    await withSlots(experiment.scene, experiment['finetune.environments'], (environments) =>
      finetune(finetuning, environments, folder, options),
    );
    return { isFinished: finetuning.isFinished };
  } finally {
    finetuning.dispose();
  }
}

async function finetune(
  finetuning: Finetuning,
  environments: VectorEnvironment,
  folder: RunFolder,
  options: FinetuneOptions,
): Promise<void> {
  const { stopAt = Number.POSITIVE_INFINITY, isEvaluated, onLine } = options;
  const { experiment } = finetuning;
  const end = Math.min(runLength(experiment), stopAt);
  const interruption = listenForInterruption();
  const isNew = finetuning.boundary === null;
  await finetuning.enter(environments);
  const evaluate = async () => {
    const records: RunRecord[] = await finetuning.representationRecords();
    if (isEvaluated) {
      const { policy } = stateOf(finetuning);
      records.push(...(await evaluateBeside(policy, experiment, { withLatency: finetuning.isFinished })));
    }
    folder.appendMetrics(records);
  };
  if (isNew) await evaluate();
  const history: FinetuningRecord[] = [];
  while (finetuning.step < end && !interruption.requested) {
    const record = await finishIteration(finetuning, end);
    history.push(record);
    folder.appendMetrics([record]);
    onLine(lineOf(record));
    const isDue = (interval: number) => finetuning.isFinished || finetuning.iterations % interval === 0;
    if (isDue(experiment['finetune.snapshotInterval'])) folder.writeSnapshot(stateOf(finetuning));
    if (isDue(experiment['finetune.evaluationInterval'])) await evaluate();
  }
  interruption.dispose();
  folder.writeSnapshot(stateOf(finetuning));
  if (history.length > 0) onLine({ summary: summaryOf(history) });
  if (!finetuning.isFinished) {
    note(`stopped at environment step ${finetuning.step}: the same command continues from here`);
  }
}

async function finishIteration(finetuning: Finetuning, end: number): Promise<FinetuningRecord> {
  for (;;) {
    const [record] = await finetuning.advance();
    showProgress(`environment step ${finetuning.step} of ${end}, iteration ${finetuning.iterations + 1}`);
    if (record?.kind === 'finetuning') return record;
  }
}

function stateOf({ boundary }: Finetuning): StateFiles {
  const snapshot = boundary!;
  return {
    step: snapshot.network.step,
    snapshot: encodeFinetuneSnapshot(snapshot),
    policy: policyOfFinetuneSnapshot(snapshot),
  };
}

/** A record as it is printed, with the names that the command line has used from its beginning. */
function lineOf({
  kind: _,
  step: envSteps,
  meanReturn,
  successRate,
  anchorWeight,
  anchorLoss,
  ...rest
}: FinetuningRecord) {
  return { envSteps, return: meanReturn, success: successRate, bcWeight: anchorWeight, bcLoss: anchorLoss, ...rest };
}

/** Where the run has come to, and where its time went. */
function summaryOf(history: readonly FinetuningRecord[]) {
  const last = history.slice(-lastIterations);
  const mean = (of: (record: FinetuningRecord) => number | null) =>
    last.reduce((sum, record) => sum + (of(record) ?? Number.NaN), 0) / last.length;
  const sum = (of: 'seconds' | 'physics' | 'inference' | 'learning') =>
    history.reduce((total, { timing }) => total + (timing?.[of] ?? 0), 0);
  const seconds = sum('seconds');
  const envSteps = history.reduce(
    (total, { timing }) => total + (timing ? timing.envStepsPerSecond * timing.seconds : 0),
    0,
  );
  return {
    envSteps: history[history.length - 1].step,
    iterations: last.length,
    meanReturn: mean((record) => record.meanReturn),
    successRate: mean((record) => record.successRate),
    seconds,
    envStepsPerSecond: envSteps / seconds,
    shares: {
      physics: sum('physics') / seconds,
      inference: sum('inference') / seconds,
      learning: sum('learning') / seconds,
    },
  };
}

function factsOf({ path, sha256, set }: DemonstrationFile) {
  return { path: path.replace(/.*\/public\//, ''), sha256, episodes: set.metadata.episodes.length };
}

function checkSameParent(folder: RunFolder, start: StartPolicy | null): void {
  const before = folder.readRun().parent?.sha256 ?? null;
  if (before === (start && fileHash(start.bytes))) return;
  throw new UsageError(`${folder.path}: was fine-tuned from another policy. Choose another --out.`);
}
