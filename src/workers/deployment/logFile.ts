/** @file A runner's log as columns that the page can draw and the scene can play. */
import { parseRunnerLog, type RunnerLog, RunnerLogError } from '../../core/export/runnerLog.ts';
import type { LoggedEpisode, OpenedLog } from './protocol.ts';

/** Bytes: ten minutes at 120 Hz are about 100 MB. */
const largestLog = 256e6;

/** @throws RunnerLogError where the file is too large, or a line of it is not as it must be */
export async function readLogFile(file: Blob): Promise<OpenedLog> {
  if (file.size > largestLog) throw new RunnerLogError(0, `it has ${Math.round(file.size / 1e6)} MB, 256 at most`);
  return columnsOf(parseRunnerLog(await file.text()));
}

/** @throws RunnerLogError where no step was logged */
export function columnsOf({ header, steps, events, episodes, summary }: RunnerLog): OpenedLog {
  if (steps.length === 0) throw new RunnerLogError(0, 'no control step was logged');
  const outcomes = new Map(episodes.map(({ episode, success }) => [episode, success]));
  const runs: LoggedEpisode[] = [];
  for (const [i, { episode }] of steps.entries()) {
    const last = runs.at(-1);
    if (last?.episode === episode) runs[runs.length - 1] = { ...last, count: last.count + 1 };
    else runs.push({ episode, first: i, count: 1, success: outcomes.get(episode) ?? null });
  }
  const column = (read: (step: RunnerLog['steps'][number]) => number) => Float64Array.from(steps, read);
  return {
    header,
    events,
    summary,
    episodes: runs,
    timeMs: column(({ timeMs }) => timeMs),
    inferenceMs: column(({ inferenceMs }) => inferenceMs ?? Number.NaN),
    latenessMs: column(({ latenessMs }) => latenessMs),
    observationAgeMs: column(({ observationAgeMs }) => observationAgeMs),
    missed: Uint8Array.from(steps, ({ missed }) => Number(missed)),
    limited: Uint8Array.from(steps, ({ commanded, safe }) => Number(commanded.some((value, i) => value !== safe[i]))),
    states: statesOf(steps),
  };
}

/** All of one length, as the log's reader has found; null where one step has none. */
function statesOf(steps: RunnerLog['steps']): Float64Array | null {
  const size = steps[0].state?.length ?? 0;
  if (size === 0) return null;
  const states = new Float64Array(steps.length * size);
  for (const [i, { state }] of steps.entries()) {
    if (!state) return null;
    states.set(state, i * size);
  }
  return states;
}
