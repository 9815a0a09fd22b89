/** @file A sweep as a visitor runs it: planned, started, cut off by a reload, gone on with, and taken home as a file. */
import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { readSweepRecord } from '../src/core/experiment/sweep/record.ts';
import { LabPage } from './labPage.ts';

/** Runs of a second or two */
const tiny = {
  scene: 'detour',
  'policy.hiddenSize': 16,
  'policy.residualBlocks': 1,
  'policy.conditionHiddenSize': 8,
  'training.batchSize': 16,
  'training.steps': 40,
  'representation.interval': 40,
  'representation.probeSize': 32,
  'evaluation.interval': 100_000,
  'evaluation.episodes': 1,
  'evaluation.stepLimit': 2,
  view: 'sweep',
};

test('a sweep runs, goes on after a reload with the run that was not done, and is drawn and saved', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open(tiny);
  const plan = page.getByRole('form', { name: 'Plan of the sweep' });
  await expect(lab.button('Show an example')).toBeVisible();
  await lab.chooseBackend('wasm');
  await plan.getByLabel('Values of Weight α').fill('0, 3');
  await expect(plan).toContainText('Expected 0 to 2, received 3');
  await expect(lab.button('Start sweep')).toBeDisabled();
  await plan.getByLabel('Values of Weight α').fill('0, 0.5');
  await plan.getByLabel('Seeds', { exact: true }).fill('1');
  await plan.getByLabel('Denoising steps K').fill('1, 5');
  await plan.getByLabel('Episodes', { exact: true }).fill('2');
  await expect(lab.panel('Plan').locator('.sweep-estimate')).toContainText('2 runs');
  await lab.button('Start sweep').click();
  const done = page.getByTestId('sweep-done');
  await expect(done).toHaveText('1 of 2 runs done');

  await page.reload();
  await expect(done).toHaveText('1 of 2 runs done');
  await lab.chooseBackend('wasm');
  await lab.button('Continue').click();
  await expect(done).toHaveText('2 of 2 runs done');
  await expect(lab.button('Start sweep')).toBeVisible();

  const figure = page.getByRole('figure', { name: 'Success against Weight α' });
  await expect(figure.locator('.sweep-series')).toHaveCount(2);
  await expect(figure.locator('.sweep-series').first()).toHaveAttribute('data-points', '2');
  await expect(figure).toContainText('they say nothing of other seeds');
  const table = page.getByRole('region', { name: 'Averages over seeds, table' });
  await expect(table.getByRole('row')).toHaveCount(3);
  await page.getByRole('combobox', { name: 'What is drawn' }).selectOption('Effective rank');
  await expect(page.getByRole('figure', { name: 'Effective rank against Weight α' })).toBeVisible();

  const save = async (item: string) => {
    await lab.button('Download').click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: item }).click(),
    ]);
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
  };
  const runs = await save('Runs');
  expect(runs.name).toBe('sweep-detour-dispersive-weight-runs.csv');
  expect(runs.text.split('\n')[0]).toMatch(/^dispersive\.weight,steps,episodes,successes,wilsonLow,/);
  expect(runs.text.trim().split('\n')).toHaveLength(5);
  const record = readSweepRecord((await save('Whole record')).text, 'the record');
  expect(record).toMatchObject({
    metric: 'success',
    backend: 'wasm',
    plan: { grid: { 'dispersive.weight': [0, 0.5] } },
  });
  expect(record.runs.map(({ representation }) => representation?.step)).toEqual([40, 40]);

  // Each run is one of the shelf's, under a name that says which of the sweep it is.
  await lab.button('Runs').click();
  await expect(page.getByRole('row', { name: /sweep, Weight α 0\.5/ }).first()).toBeVisible();
  expect(lab.errors).toEqual([]);
});

test('a record from the command line is opened from a file, and what is none is refused in words', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open({ view: 'sweep' });
  const input = page.locator('input[type=file][accept=".json"]').first();
  const open = (name: string, text: string) =>
    input.setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
  const rung = {
    ...{ kind: 'evaluation', step: 10, steps: 1, episodes: 20, successes: 5, wilson: [0.1, 0.5] },
    ...{ meanReturn: 1, returnInterval: [0, 2], latencyMs: null },
  };
  const runs = [0, 1].map((weight) => ({
    ...{ run: `dispersive.weight=${weight}`, varied: { 'dispersive.weight': weight } },
    ...{ rungs: [rung], paired: null, representation: null },
  }));
  const record = {
    ...{ version: 1, metric: 'success', command: 'npm run lab -- sweep alpha.json', versions: {}, backend: 'wasm' },
    ...{ adapter: null, plan: { grid: { 'dispersive.weight': [0, 1] }, evaluate: { steps: [1] } }, runs },
  };
  await open('alpha.sweep.json', JSON.stringify(record));
  await expect(page.locator('.sweep-heading')).toContainText('alpha.sweep.json');
  await expect(page.locator('.sweep-heading')).toContainText('npm run lab -- sweep alpha.json');
  await expect(page.getByRole('figure', { name: 'Success against Weight α' }).locator('.sweep-series')).toHaveCount(1);
  await open('other.json', JSON.stringify({ ...record, metric: 'luck' }));
  await expect(page.getByRole('alert')).toContainText('other.json: is not a sweep');
  await lab.button('Close it').click();
  await lab.button('Show an example').click();
  await expect(page.locator('.sweep-heading')).toContainText('dials-alpha');
  await expect(page.getByRole('figure', { name: 'Success against Weight α' }).locator('.sweep-series')).toHaveCount(3);
  expect(lab.errors).toEqual([]);
});
