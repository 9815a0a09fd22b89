/** @file The command line as a user runs it: a process of its own, its lines, its exit status. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeRunFile } from '../src/core/runs/runFile.ts';
import { decodeSnapshot } from '../src/core/training/snapshot.ts';
import { lab } from './labProcess.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'onestep-lab-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const smallRun = ['--steps', '40', '--set', 'policy.hiddenSize=16', '--set', 'training.logInterval=5'];

test('scenes are one array, with sizes and demonstration sets', async () => {
  const { status, lines } = await lab('scenes');
  expect(status).toBe(0);
  const [scenes] = lines as unknown as Record<string, unknown>[][];
  const lift = scenes.find(({ id }) => id === 'lift');
  expect(lift).toMatchObject({ observationSize: 19, actionSize: 7, controlHz: 20, metric: 'success' });
  expect(lift?.demonstrations).toMatchObject([
    { id: 'expert', episodes: 200 },
    { id: 'few', episodes: 8 },
  ]);
  expect(scenes.find(({ id }) => id === 'hopper')).toMatchObject({ observationSize: 11, actionSize: 3, horizon: 1000 });
});

test('mjcf prints one XML document', async () => {
  const { status, text } = await lab('mjcf', 'hopper');
  expect(status).toBe(0);
  expect(text).toMatch(/^<mujoco[\s\S]*<\/mujoco>\n$/);
});

test('a rollout of zero actions without noise falls where the reference falls', async () => {
  const { lines } = await lab('rollout', 'hopper', '--policy', 'zero', '--reset-noise', '0', '--trace');
  expect(lines.length).toBe(141 + 2);
  expect(lines[140]).toMatchObject({ step: 141, terminated: true, success: false });
  expect(lines[141].return).toBeCloseTo(132.9625, 4);
});

test('actions from a file are played open loop, and a wrong one is named', async () => {
  const file = join(folder, 'actions.json');
  writeFileSync(file, JSON.stringify(Array.from({ length: 5 }, (_, k) => [0, 1, 2].map((i) => Math.sin(0.5 * k + i)))));
  const { lines } = await lab('rollout', 'hopper', '--actions', file, '--reset-noise', '0', '--trace');
  // Check value of reference/environments.md section 1.6, without x.
  const observation = lines[4].observation as number[];
  expect(observation[0]).toBeCloseTo(1.24077014, 6);
  expect(observation[5]).toBeCloseTo(0.0157166, 6);
  writeFileSync(file, '[[0, 0]]');
  const wrong = await lab('rollout', 'hopper', '--actions', file);
  expect(wrong.status).toBe(1);
  expect(wrong.errors).toContain('action 0: expected 3 finite numbers, found [0,0]');
});

test('a setting outside its limits is refused with its path and exit status 1', async () => {
  const { status, errors } = await lab('pretrain', 'lift', '--out', join(folder, 'x'), '--set', 'dispersive.weight=-1');
  expect(status).toBe(1);
  expect(errors.trim()).toBe('dispersive.weight: expected 0 to 2, received -1');
});

describe('a run', () => {
  const metricsOf = (run: string) => readFileSync(join(folder, run, 'metrics.jsonl'), 'utf8');

  test('that was stopped and continued logs what one that was not stopped logs, bit for bit', async () => {
    await lab('pretrain', 'lift', '--out', join(folder, 'whole'), ...smallRun);
    const stopped = await lab('pretrain', 'lift', '--out', join(folder, 'parts'), ...smallRun, '--stop-at', '17');
    expect(stopped.errors).toContain('stopped at step 17');
    const { status, lines } = await lab('pretrain', 'lift', '--out', join(folder, 'parts'), ...smallRun);
    expect(status).toBe(0);
    expect(lines.map(({ step }) => step)).toEqual([20, 25, 30, 35, 40]);
    expect(metricsOf('parts')).toBe(metricsOf('whole'));
  });

  test('is not continued with other settings', async () => {
    const { status, errors } = await lab(
      'pretrain',
      'lift',
      '--out',
      join(folder, 'whole'),
      ...smallRun,
      '--seed',
      '5',
    );
    expect(status).toBe(1);
    expect(errors).toContain('holds a run with seed 0, not 5');
  });

  test('is evaluated on the ladder with paired outcomes', async () => {
    const words = ['evaluate', join(folder, 'whole'), '--episodes', '2', '--steps', '1,3', '--seed', '30000'];
    const { status, lines } = await lab(...words);
    expect(status).toBe(0);
    expect(lines.map(({ steps }) => steps)).toEqual([1, 3, undefined]);
    const paired = lines[2].paired as Record<string, number>;
    expect(paired.both + paired.onlyOne + paired.onlyMany + paired.neither).toBe(2);
  });

  test('that was evaluated as it trained becomes one file, which goes on from its last step', async () => {
    const run = join(folder, 'evaluated');
    const evaluated = ['--evaluate', '--set', 'evaluation.episodes=1', '--set', 'evaluation.stepLimit=3'];
    await lab('pretrain', 'lift', '--out', run, ...smallRun, ...evaluated);
    const { status, lines } = await lab('pack', run, '--out', join(folder, 'lift.run'));
    expect(status).toBe(0);
    const bytes = new Uint8Array(readFileSync(join(folder, 'lift.run')));
    expect(lines).toMatchObject([{ name: 'Lift · seed 0', step: 40, bytes: bytes.length }]);
    const packed = decodeRunFile(bytes, 'lift.run');
    expect(packed.run).toMatchObject({ phase: 'finished', step: 40, snapshotStep: 40 });
    expect(packed.run.lastEvaluation.map(({ steps, episodes }) => [steps, episodes])).toEqual([
      [1, 1],
      [32, 1],
    ]);
    expect(packed.run.origin.evaluationSeed).toBe(2_000_000);
    expect(packed.records.at(-1)).toMatchObject({ kind: 'embedding', step: 40 });
    expect(decodeSnapshot(packed.snapshot!, 'its snapshot').metadata.step).toBe(40);
  });
});
