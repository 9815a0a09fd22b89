import { expect, test } from 'vitest';
import type { SceneFacts } from '../../core/scenes/scene.ts';
import { readDraft } from '../draft.ts';
import { estimateSweepSeconds } from './estimateSweep.ts';
import { formOfPreset, initialForm, readSweepForm, suggestValues } from './sweepForm.ts';

const scene = {
  id: 'detour',
  title: 'Detour',
  demonstrations: ['expert'],
  settings: { 'training.steps': 3000 },
  observation: [{ key: 'position', size: 2 }],
  actionSize: 2,
  horizon: 60,
  metric: 'success',
} as unknown as SceneFacts;

const draft = (texts: Record<string, string> = {}) => readDraft({ scene: 'detour', ...texts }, [scene]);
const read = (form: Partial<typeof initialForm>, texts: Record<string, string> = {}) =>
  readSweepForm({ ...initialForm, ...form }, draft(texts), scene, 'wasm');

test('the form and the lab’s own form make a plan that the command line takes too', () => {
  const { plan, runs } = read(
    { seeds: '2', episodes: '20' },
    { seed: '7', 'policy.hiddenSize': '32', 'dispersive.weight': '0.3' },
  );
  expect(plan).toEqual({
    // What varies is no part of what all runs share.
    base: { scene: 'detour', 'policy.hiddenSize': 32 },
    grid: { 'dispersive.weight': [0, 0.1, 0.5, 0.9], seed: [7, 8] },
    backend: 'wasm',
    evaluate: { episodes: 20, steps: [1, 5, 32], seed: 20_000 },
  });
  expect(runs).toHaveLength(8);
});

test('one seed is the form’s own, and stays among what all runs share', () => {
  expect(read({ seeds: '1' }, { seed: '7' }).plan).toMatchObject({
    base: { seed: 7 },
    grid: { 'dispersive.weight': [0, 0.1, 0.5, 0.9] },
  });
});

test('each field that cannot be used is told by itself', () => {
  const { plan, problems } = read(
    { axes: [{ key: 'dispersive.weight', text: '0, 3' }], seeds: '0', steps: '1, x', episodes: '' },
    { 'policy.hiddenSize': 'wide' },
  );
  expect(plan).toBeNull();
  expect(problems).toEqual({
    'dispersive.weight': 'dispersive.weight: expected 0 to 2, received 3',
    seeds: 'Expected a whole number from 1 to 20.',
    steps: 'Expected whole numbers from 1 up, such as 1, 5, 32.',
    episodes: 'Expected a whole number from 1 to 1000.',
    base: expect.stringContaining('The lab’s form: policy.hiddenSize: expected'),
  });
  expect(read({ axes: [{ key: 'dispersive.weight', text: '' }] }).problems).toEqual({
    'dispersive.weight': 'Expected a list of values, such as 0, 0.5.',
  });
  expect(read({ axes: [{ key: 'demonstrations', text: 'expert, medium' }] }).problems).toEqual({
    demonstrations: 'Detour has no demonstrations called medium.',
  });
});

test('a grid that no page finishes is sent to the command line', () => {
  const many = Array.from({ length: 40 }, (_, i) => i / 20).join(' ');
  const { problems } = read({ axes: [{ key: 'dispersive.weight', text: many }], seeds: '20' });
  expect(problems.grid).toContain('800 runs are too many for a page');
});

test('the shipped policy has no grid, and needs no training time', () => {
  const form = formOfPreset({ grid: {}, stepCounts: [1, 2, 5, 10, 32], episodes: 50, policy: 'shipped' });
  const { plan, runs } = readSweepForm(form, draft(), scene, 'wasm');
  expect(plan).toMatchObject({ grid: {}, policy: 'shipped', evaluate: { steps: [1, 2, 5, 10, 32] } });
  const trained = { ...plan!, policy: undefined };
  expect(estimateSweepSeconds(plan!, runs, scene, 10, 0.8)).toBeLessThan(
    estimateSweepSeconds(trained, runs, scene, 10, 0.8) / 2,
  );
});

test('a preset’s grid comes back as the texts of a form', () => {
  const form = formOfPreset({ grid: { 'dispersive.weight': [0, 0.5], seed: [0, 1, 2] }, stepCounts: [1], episodes: 5 });
  expect(form).toEqual({
    axes: [{ key: 'dispersive.weight', text: '0, 0.5' }],
    seeds: '3',
    steps: '1',
    episodes: '5',
    isShipped: false,
  });
});

test('suggested values are ones that the setting takes', () => {
  const { experiment } = draft();
  expect(suggestValues('policy.timeEmbeddingSize', experiment)).toBe('8, 16, 32');
  expect(suggestValues('objective.kind', experiment)).toBe('improved_meanflow, meanflow');
  expect(suggestValues('objective.equalTimesShare', experiment)).toBe('0.25, 0.5, 1');
  expect(suggestValues('evaluation.stepLimit', experiment)).toBe('25000, 50000, 100000');
});
