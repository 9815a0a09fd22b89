/** @file Words of the command line that more than one command of the runner reads. */
import { type Arguments, UsageError } from '../../cli/arguments.ts';
import type { RunnerDisturbance } from '../../src/core/export/runnerLog.ts';

/** @throws UsageError where it is not a number between `least` and `most` */
export function readNumber(args: Arguments, flag: string, fallback: number, least: number, most: number): number {
  const text = args.optional(flag);
  if (text === undefined) return fallback;
  const value = Number(text);
  if (text.trim() !== '' && value >= least && value <= most) return value;
  throw new UsageError(`--${flag}: expected a number from ${least} to ${most}, received ${text}`);
}

export const disturbanceFlags = ['latency-ms', 'jitter-ms', 'drop', 'noise'] as const;

export function readDisturbance(args: Arguments): RunnerDisturbance {
  return {
    latencyMs: readNumber(args, 'latency-ms', 0, 0, 5000),
    jitterMs: readNumber(args, 'jitter-ms', 0, 0, 5000),
    drop: readNumber(args, 'drop', 0, 0, 1),
    noise: readNumber(args, 'noise', 0, 0, 1),
  };
}
