/** @file Trains a run folder from wherever it stands to its end; `pretrain` and `sweep` both do it this way. */

import type { RepresentationRecord, RunRecord } from '../src/core/experiment/records.ts';
import { Pretraining } from '../src/core/training/pretraining.ts';
import { decodeSnapshot, encodeSnapshot, policyOfSnapshot } from '../src/core/training/snapshot.ts';
import { evaluateBeside } from './evaluateBeside.ts';
import { experimentOf } from './experiments.ts';
import { listenForInterruption } from './interruption.ts';
import { note, showProgress } from './output.ts';
import { readShippedDemonstrations } from './publicFiles.ts';
import { checkSameRun, RunFolder, type StateFiles } from './runFolder.ts';
import { startBackend } from './tensorBackend.ts';
import { versions } from './versions.ts';

export interface PretrainOptions {
  /** Absolute path of the run */
  readonly folder: string;
  /** What was said of the experiment, by dotted key */
  readonly input: Readonly<Record<string, unknown>>;
  readonly backend: string;
  /** Stop with a snapshot at this step, as an interruption would */
  readonly stopAt?: number;
  /** Evaluate at each evaluation interval, on the episodes that the page's live evaluation plays */
  readonly isEvaluated?: boolean;
  /** A line per log interval */
  readonly onLine: (line: unknown) => void;
}

/**
 * @throws SettingError, UsageError where the experiment is not one, or the folder holds another
 * @throws DivergenceError where training left the finite numbers; the last snapshot stays
 */
export async function pretrainRun(options: PretrainOptions): Promise<{ isFinished: boolean }> {
  const experiment = experimentOf({ ...options.input, stage: 'pretrain' });
  const demonstrations = readShippedDemonstrations(experiment.scene, experiment.demonstrations);
  const { backend, adapter } = await startBackend(options.backend);
  const folder = new RunFolder(options.folder);
  if (folder.exists) {
    checkSameRun(folder, experiment, backend, demonstrations.sha256);
  } else {
    const { path, sha256, set } = demonstrations;
    const facts = { path: path.replace(/.*\/public\//, ''), sha256, episodes: set.metadata.episodes.length };
    folder.create({ version: 1, experiment, demonstrations: facts, backend, adapter, versions: versions() });
  }
  const snapshot = folder.latestSnapshot(decodeSnapshot, note);
  const training = new Pretraining(experiment, demonstrations.set, snapshot, () => performance.now());
  folder.rewindMetrics(training.step);
  if (snapshot) note(`continuing ${options.folder} at step ${training.step}`);
  try {
    await train(training, folder, options);
    return { isFinished: training.isFinished };
  } finally {
    training.dispose();
  }
}

async function train(training: Pretraining, folder: RunFolder, options: PretrainOptions): Promise<void> {
  const { stopAt, isEvaluated, onLine } = options;
  const { experiment } = training;
  const end = Math.min(experiment['training.steps'], stopAt ?? Number.POSITIVE_INFINITY);
  const interval = experiment['training.snapshotInterval'];
  const interruption = listenForInterruption();
  const begun = { time: performance.now(), step: training.step };
  let representation: RepresentationRecord | null = null;
  while (training.step < end && !interruption.requested) {
    const records = await training.advance();
    representation = records.find((record) => record.kind === 'representation') ?? representation;
    folder.appendMetrics(records);
    for (const line of linesOf(records, representation)) onLine(line);
    if (training.step % interval === 0) folder.writeSnapshot(await stateOf(training));
    const isEvaluationDue = training.isFinished || training.step % experiment['evaluation.interval'] === 0;
    if (isEvaluated && isEvaluationDue) {
      const policy = policyOfSnapshot(await training.snapshot());
      folder.appendMetrics(await evaluateBeside(policy, experiment, { withLatency: training.isFinished }));
    }
    const rate = (1000 * (training.step - begun.step)) / (performance.now() - begun.time);
    const left = Math.round((end - training.step) / rate);
    showProgress(`step ${training.step} of ${end}, ${rate.toFixed(1)} steps/s, ${left} s left`);
  }
  interruption.dispose();
  if (training.step % interval !== 0) folder.writeSnapshot(await stateOf(training));
  if (training.step < experiment['training.steps']) {
    note(`stopped at step ${training.step}: the same command continues from here`);
  }
}

async function stateOf(training: Pretraining): Promise<StateFiles> {
  const snapshot = await training.snapshot();
  return { step: training.step, snapshot: encodeSnapshot(snapshot), policy: policyOfSnapshot(snapshot) };
}

/**
 * Training records as they are printed: with the newest measure of the representation beside the losses. Its lists,
 * spectrum and histogram, stand in the line of the step that they were measured at, and are not repeated.
 */
function linesOf(records: readonly RunRecord[], representation: RepresentationRecord | null) {
  return records
    .filter((record) => record.kind === 'training')
    .map(({ kind: _kind, ...losses }) => {
      if (!representation) return losses;
      const { kind: _, step: representationStep, variances, distances, ...numbers } = representation;
      const lists = representationStep === losses.step ? { variances, distances } : {};
      return { ...losses, ...numbers, representationStep, ...lists };
    });
}
