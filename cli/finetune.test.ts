/** @file Stage 2 as a user runs it: a process of its own, its lines, what it leaves in its folder. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeRunFile } from '../src/core/runs/runFile.ts';
import { readSnapshotFile } from '../src/core/runs/snapshotFile.ts';
import { lab } from './labProcess.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'onestep-finetune-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const settings = (values: Record<string, number | string>) =>
  Object.entries(values).flatMap(([key, value]) => ['--set', `${key}=${value}`]);
const small = {
  'finetune.environments': 4,
  'finetune.decisions': 8,
  'finetune.batchSize': 16,
  'finetune.epochs': 2,
  'finetune.criticHiddenSize': 8,
  'finetune.criticWarmup': 1,
  'finetune.snapshotInterval': 2,
  'finetune.evaluationInterval': 3,
  'representation.probeSize': 16,
};

/** Metrics without where the time went, which is never the same twice */
const metricsOf = (run: string) =>
  readFileSync(join(folder, run, 'metrics.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const { timing: _, ...record } = JSON.parse(line);
      return record;
    });

test('a run that was stopped and continued logs what one that was not stopped logs, bit for bit', async () => {
  const words = (run: string) => ['finetune', 'hopper-medium', '--out', join(folder, run), '--env-steps', '600'];
  const whole = await lab(...words('whole'), ...settings(small));
  expect(whole.status).toBe(0);
  const iterations = whole.lines.slice(0, -1);
  expect(iterations.map(({ iteration }) => iteration)).toEqual(iterations.map((_, i) => i + 1));
  expect(iterations[1]).toMatchObject({ bcWeight: expect.any(Number), klDivergence: expect.any(Number) });
  expect(whole.lines.at(-1)).toMatchObject({
    summary: { shares: { physics: expect.any(Number) }, envStepsPerSecond: expect.any(Number) },
  });
  const stopped = await lab(...words('parts'), ...settings(small), '--stop-at', '250');
  expect(stopped.errors).toMatch(/stopped at environment step \d+: the same command continues/);
  const continued = await lab(...words('parts'), ...settings(small));
  expect(continued.errors).toMatch(/continuing .* at environment step/);
  expect(metricsOf('parts')).toEqual(metricsOf('whole'));
  const other = await lab(...words('parts'), ...settings({ ...small, 'anchor.weight': 3 }));
  expect(other.errors).toMatch(/holds a run with anchor.weight/);
});

test('the policy it ends with is evaluated on the ladder, and becomes one file that says where it came from', async () => {
  const { lines } = await lab('evaluate', join(folder, 'whole'), '--episodes', '1', '--steps', '1,2');
  expect(lines.map(({ steps }) => steps)).toEqual([1, 2, undefined]);
  const { status } = await lab('pack', join(folder, 'whole'), '--out', join(folder, 'hopper.run'));
  expect(status).toBe(0);
  const { run, records, snapshot } = decodeRunFile(new Uint8Array(readFileSync(join(folder, 'hopper.run'))), 'a');
  expect(run).toMatchObject({ phase: 'finished', experiment: { stage: 'finetune', 'finetune.start': 'medium' } });
  expect(run.origin.parent).toMatchObject({ name: 'policies/hopper-medium.policy', step: 6000 });
  expect(records.filter(({ kind }) => kind === 'finetuning').length).toBeGreaterThan(2);
  expect(readSnapshotFile(snapshot!, 'b')).toMatchObject({ stage: 'finetune', step: run.step });
});

test('a plain Gaussian policy is trained from nothing, and a setting that is stage 1’s is not stage 2’s to change', async () => {
  const scratch = await lab(
    ...['finetune', '--scratch', 'hopper', '--out', join(folder, 'scratch'), '--env-steps', '128'],
    ...settings({ ...small, 'policy.hiddenSize': 8 }),
  );
  expect(scratch.status).toBe(0);
  expect(scratch.lines.at(-1)).toMatchObject({ summary: { envSteps: expect.any(Number) } });
  const refused = await lab(
    ...['finetune', 'hopper-medium', '--out', join(folder, 'x')],
    ...settings({ 'policy.hiddenSize': 8 }),
  );
  expect(refused.status).toBe(1);
  expect(refused.errors.trim()).toBe('policy.hiddenSize: expected 128, as the stage 1 policy has it, received 8');
  const unknown = await lab('finetune', 'nothing', '--out', join(folder, 'x'));
  expect(unknown.errors).toMatch(
    /nothing: there is no such run folder or policy file; shipped starts are .*hopper-medium/,
  );
});

test('a sweep fine-tunes a shipped policy over a grid of stage 2’s settings', async () => {
  const plan = {
    base: { ...small, scene: 'hopper', stage: 'finetune', 'finetune.start': 'medium', 'finetune.envSteps': 100 },
    grid: { 'anchor.schedule': ['none', 'constant'] },
    evaluate: { episodes: 1, steps: [1] },
  };
  const file = join(folder, 'sweep.json');
  writeFileSync(file, JSON.stringify(plan));
  const { status, lines } = await lab('sweep', file, '--out', join(folder, 'sweep'));
  expect(status).toBe(0);
  expect(lines.slice(0, 2).map(({ run }) => run)).toEqual(['anchor.schedule=none', 'anchor.schedule=constant']);
});
