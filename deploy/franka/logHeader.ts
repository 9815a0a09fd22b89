/** @file The first line of a log: which bundle drives which robot, at what rate, within what limits. */
import {
  type RunnerDisturbance,
  type RunnerLimits,
  type RunnerLogHeader,
  runnerLogFormat,
  runnerLogVersion,
} from '../../src/core/export/runnerLog.ts';
import type { OpenedBundle } from './openBundle.ts';
import type { Robot } from './robot.ts';
import { deltaScale } from './safety/limits.ts';

export interface LogHeaderSource {
  /** ISO 8601 */
  readonly startedAt: string;
  readonly opened: OpenedBundle;
  readonly robot: Robot;
  /** Name of what runs the graph */
  readonly runtime: string;
  readonly move: boolean;
  readonly rateHz: number;
  readonly seed: number;
  readonly limits: RunnerLimits;
  readonly disturbance: RunnerDisturbance | null;
}

export function logHeader(source: LogHeaderSource): RunnerLogHeader {
  const { manifest } = source.opened.bundle;
  return {
    kind: 'header',
    format: runnerLogFormat,
    version: runnerLogVersion,
    startedAt: source.startedAt,
    bundleSha256: source.opened.sha256,
    scene: manifest.scene.id,
    robot: source.robot.name,
    runtime: source.runtime,
    dryRun: !source.move,
    rateHz: source.rateHz,
    manifestRateHz: manifest.control.rateHz,
    deltaScale: deltaScale(manifest, source.rateHz),
    seed: source.seed,
    chunk: { horizon: manifest.action.horizon, execute: manifest.action.execute },
    limits: source.limits,
    disturbance: source.disturbance,
  };
}
