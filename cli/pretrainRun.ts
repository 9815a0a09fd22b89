/** @file Trains a run folder from wherever it stands to its end; `pretrain` and `sweep` both do it this way. */

import { evaluateLadder } from '../src/core/evaluation/ladder.ts';
import { measureLatencyLadder } from '../src/core/evaluation/latency.ts';
import { differingSettings, type Experiment, resolveExperiment } from '../src/core/experiment/experiment.ts';
import type { RepresentationRecord, RunRecord } from '../src/core/experiment/records.ts';
import { decodePolicy } from '../src/core/policy/policyFile.ts';
import { TensorPolicy } from '../src/core/policy/tensorPolicy.ts';
import { findScene } from '../src/core/scenes/registry.ts';
import { Pretraining } from '../src/core/training/pretraining.ts';
import { policyOfSnapshot } from '../src/core/training/snapshot.ts';
import { UsageError } from './arguments.ts';
import { note, showProgress } from './output.ts';
import { withPhysics } from './physics.ts';
import { readShippedDemonstrations } from './publicFiles.ts';
import { RunFolder } from './runFolder.ts';
import { startBackend } from './tensorBackend.ts';
import { versions } from './versions.ts';

/** First seed of the page's live evaluations */
const liveEvaluationSeed = 2_000_000;

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
  const experiment = experimentOf(options.input);
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
  const snapshot = folder.latestSnapshot(note);
  const training = new Pretraining(experiment, demonstrations.set, snapshot ?? undefined);
  folder.rewindMetrics(training.step);
  if (snapshot) note(`continuing ${options.folder} at step ${training.step}`);
  try {
    await train(training, folder, options);
    return { isFinished: training.isFinished };
  } finally {
    training.dispose();
  }
}

/** The complete experiment: defaults, the scene's own settings, what was said. @throws SettingError, RangeError */
export function experimentOf(input: Readonly<Record<string, unknown>>): Experiment {
  const scene = findScene(resolveExperiment(input).scene);
  return resolveExperiment({ demonstrations: scene.demonstrations[0], ...input }, scene.settings);
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
    if (training.step % interval === 0) folder.writeSnapshot(await training.snapshot());
    const isEvaluationDue = training.isFinished || training.step % experiment['evaluation.interval'] === 0;
    if (isEvaluated && isEvaluationDue) folder.appendMetrics(await evaluateNow(training));
    const rate = (1000 * (training.step - begun.step)) / (performance.now() - begun.time);
    const left = Math.round((end - training.step) / rate);
    showProgress(`step ${training.step} of ${end}, ${rate.toFixed(1)} steps/s, ${left} s left`);
  }
  interruption.dispose();
  if (training.step % interval !== 0) folder.writeSnapshot(await training.snapshot());
  if (training.step < experiment['training.steps']) {
    note(`stopped at step ${training.step}: the same command continues from here`);
  }
}

/** 1 step against 32, as the page evaluates beside training, and at the end the latency of the steps between. */
async function evaluateNow(training: Pretraining): Promise<RunRecord[]> {
  const { experiment, step } = training;
  const policy = new TensorPolicy(
    decodePolicy(policyOfSnapshot(await training.snapshot()), `the policy of step ${step}`),
  );
  const episodes = experiment['evaluation.episodes'];
  try {
    const { rungs, paired, outcomes } = await withPhysics(experiment.scene, episodes, (environments) =>
      evaluateLadder(policy, environments, {
        stepCounts: [1, 32],
        episodes,
        seed: liveEvaluationSeed,
        stepLimit: experiment['evaluation.stepLimit'],
        trainingStep: step,
        clock: () => performance.now(),
      }),
    );
    const played = rungs.map((rung) => ({ ...rung, outcomes: outcomes.get(rung.steps) }));
    const records: RunRecord[] = paired ? [...played, paired] : [...played];
    if (training.isFinished) {
      const { observationSize } = training.architecture;
      records.push(
        await measureLatencyLadder(policy, observationSize, rungs, false, { clock: () => performance.now() }),
      );
    }
    return records;
  } finally {
    policy.dispose();
  }
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

/** The first interrupt finishes the step and saves; a second one ends the process as usual. */
function listenForInterruption() {
  const state: { requested: boolean; dispose: () => void } = { requested: false, dispose: () => {} };
  const stop = () => {
    state.requested = true;
    state.dispose();
  };
  state.dispose = () => {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return state;
}

function checkSameRun(folder: RunFolder, experiment: Experiment, backend: string, sha256: string): void {
  const run = folder.readRun();
  const [key] = differingSettings(run.experiment, experiment);
  if (key !== undefined) {
    const [before, now] = [run.experiment[key], experiment[key]];
    throw new UsageError(`${folder.path}: holds a run with ${key} ${before}, not ${now}. Choose another --out.`);
  }
  if (run.demonstrations.sha256 !== sha256) {
    throw new UsageError(`${folder.path}: was trained on other demonstrations. Choose another --out.`);
  }
  if (run.backend !== backend) {
    note(`this run began on ${run.backend}: on ${backend} it continues, but not bit for bit`);
  }
}
