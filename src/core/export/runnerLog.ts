/**
 * @file The runner's log: JSON lines, one header, one line a control step, and lines for what happened between.
 *
 *     {"kind":"header", …}    once, first: which bundle, which robot, at what rate, within what limits
 *     {"kind":"step", …}      each control step: what was seen, wanted and sent, and how long it took
 *     {"kind":"event", …}     a safety rule spoke, or the run had something to say
 *     {"kind":"episode", …}   an episode ended
 *     {"kind":"summary", …}   once, last; absent where the runner was cut off
 *
 * The runner writes it (`deploy/franka`); the page reads it and plays an episode with its timing.
 */
import * as v from 'valibot';

export const runnerLogFormat = 'onestep-lab-runner-log';
export const runnerLogVersion = 1;

/** A log of 10 minutes at 120 Hz is about a third of it. */
const longestText = 256 * 1024 * 1024;
const mostLines = 1_000_000;
/** Of one vector: no scene of the lab comes near it */
const mostNumbers = 1000;

const finite = v.pipe(v.number(), v.finite());
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const milliseconds = finite;
const text = (limit: number) => v.pipe(v.string(), v.maxLength(limit));
const numbers = v.pipe(v.array(finite), v.maxLength(mostNumbers));
const three = v.strictTuple([finite, finite, finite]);
const percentiles = v.strictObject({ p50: milliseconds, p95: milliseconds, p99: milliseconds });

const limits = v.strictObject({
  /** Box that the point between the fingertips stays in, world frame, m */
  workspace: v.strictObject({ low: three, high: three }),
  /** Largest length of one action's translation along an axis, m */
  positionDelta: finite,
  /** Largest turn of one action about an axis, rad */
  rotationDelta: finite,
  /** Limits of the arm's joints, rad */
  joints: v.pipe(v.array(v.strictTuple([finite, finite])), v.maxLength(20)),
  /** Least distance of a joint from its limit, rad */
  jointMargin: finite,
  /** Age at which an observation stops the arm, ms */
  staleMs: milliseconds,
  /** After its scheduled time, a command that leaves later than this has missed its deadline, ms */
  deadlineMs: milliseconds,
  /** So many missed deadlines in a row stop the arm */
  missedInARow: count,
  /** So great a share of the last 100 deadlines missed stops it as well */
  missedShare: finite,
});

const disturbance = v.strictObject({
  latencyMs: milliseconds,
  jitterMs: milliseconds,
  /** Share of packets that are lost, each way */
  drop: finite,
  /** Standard deviation that is added to every number of an observation, in its unit */
  noise: finite,
});

const header = v.strictObject({
  kind: v.literal('header'),
  format: v.literal(runnerLogFormat),
  version: v.literal(runnerLogVersion),
  startedAt: v.pipe(v.string(), v.isoTimestamp()),
  /** SHA-256 of the bundle's SHA256SUMS, which names all its files; the same for a zip and a folder */
  bundleSha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'expected a SHA-256, 64 hexadecimal digits')),
  scene: text(64),
  robot: text(200),
  /** What ran the graph, with its version */
  runtime: text(200),
  /** Whether commands were computed and not sent */
  dryRun: v.boolean(),
  rateHz: finite,
  /** The rate that the policy was trained at */
  manifestRateHz: finite,
  /** Factor on every position and rotation delta: the manifest's rate over this run's */
  deltaScale: finite,
  seed: count,
  chunk: v.strictObject({ horizon: count, execute: count }),
  limits,
  /** What the simulated arm does to observations and packets; null for any other robot */
  disturbance: v.nullable(disturbance),
});

const step = v.strictObject({
  kind: v.literal('step'),
  episode: count,
  /** Control step of the episode, from 0 */
  step: count,
  /** Since the run began */
  timeMs: milliseconds,
  observationAgeMs: milliseconds,
  /** Raw units, `[size]` */
  observation: numbers,
  /** What the policy asked for, physical units, `[actionSize]` */
  commanded: numbers,
  /** What was left of it after the safety rules, physical units, `[actionSize]` */
  safe: numbers,
  /** Where in its chunk this action lies, from 0 */
  chunkPosition: count,
  /** Null where the action came from a chunk that was drawn before */
  inferenceMs: v.nullable(milliseconds),
  /** How long after its scheduled time the step began */
  latenessMs: milliseconds,
  /** Whether the command left after the deadline */
  missed: v.boolean(),
  /** Measured, world frame, m */
  endEffector: three,
  /** rad, `[7]`; null where the robot does not tell */
  joints: v.nullable(numbers),
  /** The simulator's whole qpos, for replay; null on a real robot */
  state: v.nullable(numbers),
});

const event = v.strictObject({
  kind: v.literal('event'),
  timeMs: milliseconds,
  episode: v.nullable(count),
  /** Whether it ended the run */
  stopped: v.boolean(),
  /** Name of the safety rule, or of the part that speaks */
  rule: text(100),
  message: text(2000),
});

const episode = v.strictObject({
  kind: v.literal('episode'),
  timeMs: milliseconds,
  episode: count,
  seed: count,
  /** Null where the robot cannot tell */
  success: v.nullable(v.boolean()),
  /** Control steps */
  length: count,
});

const loop = v.strictObject({
  steps: count,
  missed: count,
  /** Control steps that were left out, as the loop was a whole period late; counted in `missed` too */
  skipped: count,
  latenessMs: v.nullable(percentiles),
});

const summary = v.strictObject({
  kind: v.literal('summary'),
  timeMs: milliseconds,
  loop,
  /** Of the network alone; null where it was never asked */
  inferenceMs: v.nullable(percentiles),
  /** The same loop with nothing in it, in the same run; null where it was not asked for */
  emptyLoop: v.nullable(loop),
  episodes: count,
  successes: count,
  /** Wilson 95 % interval of the success rate; null where no episode could tell */
  wilson: v.nullable(v.strictTuple([finite, finite])),
  /** Why the arm was stopped; null where the run came to its end */
  stopped: v.nullable(v.strictObject({ rule: text(100), message: text(2000) })),
});

const line = v.variant('kind', [header, step, event, episode, summary]);

export type RunnerLogHeader = v.InferOutput<typeof header>;
export type RunnerLogStep = v.InferOutput<typeof step>;
export type RunnerLogEvent = v.InferOutput<typeof event>;
export type RunnerLogEpisode = v.InferOutput<typeof episode>;
export type RunnerLogSummary = v.InferOutput<typeof summary>;
export type RunnerLogLoop = v.InferOutput<typeof loop>;
export type RunnerLimits = v.InferOutput<typeof limits>;
export type RunnerDisturbance = v.InferOutput<typeof disturbance>;
export type RunnerLogLine = v.InferOutput<typeof line>;

export interface RunnerLog {
  readonly header: RunnerLogHeader;
  /** In order of time */
  readonly steps: readonly RunnerLogStep[];
  readonly events: readonly RunnerLogEvent[];
  readonly episodes: readonly RunnerLogEpisode[];
  /** Null where the runner was cut off */
  readonly summary: RunnerLogSummary | null;
}

/** A log was refused: at which line, and why. Nothing of it was used. */
export class RunnerLogError extends Error {
  override readonly name = 'RunnerLogError';

  /** @param line from 1; 0 for the whole */
  constructor(
    readonly line: number,
    problem: string,
  ) {
    super(`${line > 0 ? `line ${line}` : 'the log'}: ${problem}. The log was refused and nothing of it was used.`);
  }
}

/** @returns the line without its end; numbers keep seven digits, more than any sensor has */
export function encodeRunnerLogLine(value: RunnerLogLine): string {
  return JSON.stringify(value, (_, item) => (typeof item === 'number' ? shorten(item) : item));
}

/**
 * Reads a log back. A last line that was cut off where the runner died is passed over.
 * @throws RunnerLogError naming the line that is not as it must be
 */
export function parseRunnerLog(content: string): RunnerLog {
  if (content.length > longestText) throw new RunnerLogError(0, 'it is too large');
  const lines = content.split('\n');
  // Whatever follows the last line's end: nothing, or what was cut off.
  const rest = lines.pop() ?? '';
  if (lines.length > mostLines) throw new RunnerLogError(0, `it has more than ${mostLines} lines`);
  if (rest !== '' && isJson(rest)) lines.push(rest);

  let found: RunnerLogHeader | null = null;
  let end: RunnerLogSummary | null = null;
  const [steps, events, episodes]: [RunnerLogStep[], RunnerLogEvent[], RunnerLogEpisode[]] = [[], [], []];
  for (const [index, each] of lines.entries()) {
    const number = index + 1;
    const value = parseLine(each, number);
    if (end) throw new RunnerLogError(number, 'the summary came before it and must be the last');
    if (value.kind === 'header') {
      if (found) throw new RunnerLogError(number, 'it is a second header');
      found = value;
      continue;
    }
    if (!found) throw new RunnerLogError(number, 'the first line must be the header');
    if (value.kind === 'step') {
      checkStep(value, steps, number);
      steps.push(value);
    } else if (value.kind === 'event') events.push(value);
    else if (value.kind === 'episode') episodes.push(value);
    else end = value;
  }
  if (!found) throw new RunnerLogError(0, 'it has no header');
  return { header: found, steps, events, episodes, summary: end };
}

function parseLine(each: string, number: number): RunnerLogLine {
  let json: unknown;
  try {
    json = JSON.parse(each);
  } catch {
    throw new RunnerLogError(number, 'it is not JSON');
  }
  const result = v.safeParse(line, json);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new RunnerLogError(number, `${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`);
}

/** What a schema cannot say: that vectors keep their lengths and time goes forwards. */
function checkStep(value: RunnerLogStep, before: readonly RunnerLogStep[], number: number): void {
  if (value.safe.length !== value.commanded.length) {
    throw new RunnerLogError(number, `safe: ${value.safe.length} numbers, commanded has ${value.commanded.length}`);
  }
  if (before.length === 0) return;
  const [first, last] = [before[0], before[before.length - 1]];
  for (const key of ['observation', 'commanded', 'joints', 'state'] as const) {
    if (value[key]?.length !== first[key]?.length) {
      throw new RunnerLogError(number, `${key}: not as long as in the first step`);
    }
  }
  if (value.timeMs < last.timeMs) throw new RunnerLogError(number, 'timeMs: earlier than the step before it');
}

function isJson(each: string): boolean {
  try {
    JSON.parse(each);
    return true;
  } catch {
    return false;
  }
}

function shorten(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(7));
}
