/** @file The complete experiment that settings name, of any stage, and the shipped policy that stage 2 begins from. */
import { type Experiment, resolveExperiment } from '../src/core/experiment/experiment.ts';
import { finetuneExperiment, ownStart, settingsOfStage } from '../src/core/experiment/stage.ts';
import { decodePolicy, type PolicyFile } from '../src/core/policy/policyFile.ts';
import { findScene } from '../src/core/scenes/registry.ts';
import { UsageError } from './arguments.ts';
import { publicPath, readFile } from './publicFiles.ts';

export type Said = Readonly<Record<string, unknown>>;

/** The stage 1 policy that a run of stage 2 begins from. */
export interface StartPolicy {
  /** As it was named */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly file: PolicyFile;
}

/** Defaults, the scene's own settings, what was said. @throws SettingError, RangeError */
export function experimentOf(input: Said): Experiment {
  const { stage, scene: id } = resolveExperiment(input);
  if (stage === 'finetune') return finetuneExperimentOf(startOf(input), input);
  const scene = findScene(id);
  if (stage === 'scratch') return resolveExperiment(input, { ...scene.settings, ...settingsOfStage.scratch });
  return resolveExperiment({ demonstrations: scene.demonstrations[0], ...input }, scene.settings);
}

/** @throws SettingError where a setting is not stage 2's to change */
export function finetuneExperimentOf(start: StartPolicy, input: Said): Experiment {
  const { experiment } = start.file.metadata;
  return finetuneExperiment(experiment, input, findScene(experiment.scene).settings);
}

/** The shipped policy that the settings name. @throws UsageError where they name a run of somebody's own, or none */
export function startOf(input: Said): StartPolicy {
  const { scene, 'finetune.start': id } = resolveExperiment(input);
  if (id !== ownStart) return shippedStart(scene, id);
  throw new UsageError(`finetune.start: expected one of ${knownStarts(scene)}, the shipped policies of ${scene}`);
}

/** @throws UsageError where the scene ships no policy of that name */
export function shippedStart(scene: string, id: string): StartPolicy {
  if (!findScene(scene).starts?.some((start) => start.id === id)) {
    throw new UsageError(`finetune.start: expected one of ${knownStarts(scene)} for ${scene}, received ${id}`);
  }
  const path = `policies/${scene}-${id}.policy`;
  const bytes = readFile(publicPath(path));
  return { path, bytes, file: decodePolicy(bytes, path) };
}

function knownStarts(scene: string): string {
  return (findScene(scene).starts ?? []).map(({ id }) => id).join(', ') || 'none';
}
