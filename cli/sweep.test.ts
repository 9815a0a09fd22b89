/** @file A sweep as a user runs it: stopped, continued, two runs at a time, and what it leaves in its folder. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSweepRecord } from '../src/core/experiment/sweep/record.ts';
import { labInterruptedAt } from './labProcess.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'onestep-sweep-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const base = {
  scene: 'detour',
  'policy.hiddenSize': 8,
  'policy.conditionHiddenSize': 4,
  'training.batchSize': 8,
  'training.steps': 60,
  'training.snapshotInterval': 10,
  'representation.interval': 20,
  'representation.probeSize': 16,
};
const plan = {
  base,
  grid: { 'dispersive.weight': [0, 0.5] },
  evaluate: { episodes: 2, steps: [1, 5], seed: 20_000 },
};

/** @param interruptAt after so many lines on standard output */
function sweep(words: readonly string[], interruptAt = Number.POSITIVE_INFINITY) {
  return labInterruptedAt(interruptAt, 'sweep', ...words);
}

const planFile = (name: string, content: unknown) => {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
};

const recordOf = (out: string) => readSweepRecord(readFileSync(join(out, 'sweep.json'), 'utf8'), 'sweep.json');

/** Everything but how long it took */
const withoutLatency = (out: string) =>
  recordOf(out).runs.map((run) => ({ ...run, rungs: run.rungs.map((rung) => ({ ...rung, latencyMs: null })) }));

test('a stopped sweep goes on where it stood, and ends with what one that ran in pairs of processes ends with', async () => {
  const file = planFile('alpha.json', plan);
  const [parts, whole] = [join(folder, 'parts'), join(folder, 'whole')];
  const stopped = await sweep([file, '--out', parts], 1);
  expect(stopped.lines.length).toBeLessThan(3);
  const first = join(parts, 'dispersive.weight=0', 'result.json');
  const finishedAt = statSync(first).mtimeMs;
  expect(recordOf(parts).runs.length).toBeGreaterThan(0);

  const continued = await sweep([file, '--out', parts]);
  expect(continued.status).toBe(0);
  expect(statSync(first).mtimeMs).toBe(finishedAt);
  const last = continued.lines.at(-1) as { table: unknown[]; averages: unknown[] };
  expect(last.table).toHaveLength(4);
  expect(last.averages).toHaveLength(2);

  const pairs = await sweep([file, '--out', whole, '--jobs', '2']);
  expect(pairs.status).toBe(0);
  expect(
    pairs.lines
      .slice(0, -1)
      .map(({ run }) => run)
      .sort(),
  ).toEqual(['dispersive.weight=0', 'dispersive.weight=0.5']);
  expect(withoutLatency(whole)).toEqual(withoutLatency(parts));

  const record = recordOf(parts);
  expect(record).toMatchObject({ metric: 'success', backend: 'wasm', plan: { grid: plan.grid } });
  expect(record.command).toContain('npm run lab -- sweep');
  expect(record.runs[1].representation).toMatchObject({ step: 60 });
  expect(readFileSync(join(parts, 'table.csv'), 'utf8').trim().split('\n')).toHaveLength(5);
  expect(readFileSync(join(parts, 'averages.csv'), 'utf8')).toMatch(/^dispersive\.weight,steps,seeds,successes/);
  expect(readFileSync(join(parts, 'figure.svg'), 'utf8')).toContain('Success against Weight α');
}, 120_000);

test('the shipped policy is evaluated as it is, without training', async () => {
  const evaluate = { episodes: 2, steps: [1, 2] };
  const out = join(folder, 'ladder');
  const { status, lines } = await sweep([
    planFile('ladder.json', { base: { scene: 'detour' }, policy: 'shipped', evaluate }),
    ...['--out', out],
  ]);
  expect(status).toBe(0);
  expect(lines[0]).toMatchObject({ run: 'run', rungs: [{ steps: 1, episodes: 2 }, { steps: 2 }] });
  expect(recordOf(out).runs[0]).toMatchObject({
    representation: null,
    rungs: [{ latencyMs: { p50: expect.any(Number) } }, {}],
  });
}, 60_000);

test('a plan that is none is refused with the place of its mistake, and nothing is trained', async () => {
  const file = planFile('wrong.json', { ...plan, grid: { 'dispersive.weight': [0, 3] } });
  const { status, errors } = await sweep([file, '--out', join(folder, 'wrong')]);
  expect(status).toBe(1);
  expect(errors).toContain('wrong.json: grid.dispersive.weight[1]: expected 0 to 2, received 3');
  const unknown = planFile('unknown.json', { ...plan, base: { ...base, scene: 'attic' } });
  expect((await sweep([unknown, '--out', join(folder, 'wrong')])).errors).toContain('unknown.json: ');
}, 60_000);
