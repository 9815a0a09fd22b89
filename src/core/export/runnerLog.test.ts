import { describe, expect, it } from 'vitest';
import { Random } from '../random/random.ts';
import {
  encodeRunnerLogLine,
  parseRunnerLog,
  type RunnerLogEpisode,
  RunnerLogError,
  type RunnerLogHeader,
  type RunnerLogStep,
  type RunnerLogSummary,
} from './runnerLog.ts';

const header: RunnerLogHeader = {
  kind: 'header',
  format: 'onestep-lab-runner-log',
  version: 1,
  startedAt: '2026-11-29T18:00:00.000Z',
  bundleSha256: 'ab'.repeat(32),
  scene: 'lift',
  robot: 'simulated lift at 20 Hz',
  runtime: 'onnxruntime-web 1.30.0',
  dryRun: false,
  rateHz: 20,
  manifestRateHz: 20,
  deltaScale: 1,
  seed: 3,
  chunk: { horizon: 4, execute: 4 },
  limits: {
    workspace: { low: [-1, -1, 0], high: [1, 1, 1] },
    positionDelta: 0.05,
    rotationDelta: 0.5,
    joints: [[-1, 1]],
    jointMargin: 0.05,
    staleMs: 250,
    deadlineMs: 25,
    missedInARow: 5,
    missedShare: 0.2,
  },
  disturbance: null,
};
const step = (index: number): RunnerLogStep => ({
  kind: 'step',
  episode: 0,
  step: index,
  timeMs: 50 * index,
  observationAgeMs: 1.5,
  observation: [0.1, 1 / 3],
  commanded: [0.05],
  safe: [0.05],
  chunkPosition: index % 4,
  inferenceMs: index % 4 === 0 ? 0.08 : null,
  latenessMs: 0.01,
  missed: false,
  endEffector: [0, 0, 0.9],
  joints: [0.5],
  state: [0.5, 1],
});
const episode: RunnerLogEpisode = { kind: 'episode', timeMs: 150, episode: 0, seed: 3, success: true, length: 3 };
const summary: RunnerLogSummary = {
  kind: 'summary',
  timeMs: 160,
  loop: { steps: 3, missed: 0, skipped: 0, latenessMs: { p50: 0, p95: 0, p99: 0 } },
  inferenceMs: { p50: 0, p95: 0, p99: 0 },
  emptyLoop: null,
  episodes: 1,
  successes: 1,
  wilson: [0.2, 1],
  stopped: null,
};
const whole = [header, step(0), step(1), step(2), episode, summary];
const write = (lines: readonly object[]) =>
  lines.map((line) => `${encodeRunnerLogLine(line as RunnerLogHeader)}\n`).join('');
const refusal = (text: string): RunnerLogError => {
  try {
    parseRunnerLog(text);
  } catch (error) {
    if (error instanceof RunnerLogError) return error;
    throw error;
  }
  throw new Error('the log was taken');
};

describe("the runner's log", () => {
  it('reads back what was written, to seven digits', () => {
    const log = parseRunnerLog(write(whole));
    expect(log.header).toEqual(header);
    expect(log.steps).toHaveLength(3);
    expect(log.steps[1].observation[1]).toBe(0.3333333);
    expect(log.episodes).toEqual([episode]);
    expect(log.summary).toEqual(summary);
  });

  it('of a runner that died in the middle of a line is read up to that line', () => {
    const text = write(whole.slice(0, 4));
    const log = parseRunnerLog(text.slice(0, -20));
    expect(log.steps).toHaveLength(2);
    expect(log.summary).toBeNull();
  });

  it('names the line and the field that is wrong', () => {
    const broken = refusal(write([header, step(0), { ...step(1), latenessMs: 'late' }]));
    expect(broken.line).toBe(3);
    expect(broken.message).toMatch(/line 3: latenessMs: .*Nothing|line 3: latenessMs: .*nothing/);
    expect(refusal(`${write([header])}{"kind":\n`).message).toContain('line 2: it is not JSON');
  });

  it('is refused where lines are out of order, or vectors change their length', () => {
    expect(refusal(write([step(0)])).message).toContain('line 1: the first line must be the header');
    expect(refusal(write([header, header])).message).toContain('line 2: it is a second header');
    expect(refusal(write([header, summary, step(0)])).message).toContain('line 3');
    expect(refusal(write([header, step(1), step(0)])).message).toContain('timeMs');
    expect(refusal(write([header, step(0), { ...step(1), state: [1] }])).message).toContain('state');
    expect(refusal(write([header, { ...step(0), safe: [] }])).message).toContain('safe');
    expect(refusal('').message).toContain('it has no header');
  });

  it('mutated in 2,000 ways is read or refused with its own error, and never anything else', () => {
    const text = write(whole);
    const random = new Random(11);
    let refused = 0;
    for (let mutation = 0; mutation < 2000; mutation++) {
      const [from, to] = [random.integer(text.length), random.integer(text.length)].sort((a, b) => a - b);
      const garbage = random.choice([
        '',
        '\n',
        '{',
        '}',
        'null',
        '-1',
        '1e999',
        '"',
        ',',
        '[[',
        'NaN',
        '{"kind":"step"}\n',
      ]);
      const end = random.uniform() < 0.5 ? from + random.integer(4) : to;
      try {
        parseRunnerLog(text.slice(0, from) + garbage + text.slice(end));
      } catch (error) {
        expect(error).toBeInstanceOf(RunnerLogError);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(1500);
  });

  it('is refused where a number is none, as JSON writes NaN', () => {
    expect(refusal(write([header, { ...step(0), observation: [Number.NaN, 0] }])).message).toContain('observation.0');
  });
});
