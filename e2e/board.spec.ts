/** @file The Speed view as a visitor meets it: a small board on wasm, cancelled, measured, read and taken home. */
import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { LabPage } from './labPage.ts';

test('a board is measured on this machine, drawn, read as a table and saved as the command line prints it', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open({ view: 'speed' });
  const form = page.getByRole('form', { name: 'What is measured' });
  // SwiftShader is a GPU in software: measured only by someone who has the minutes.
  await expect(form.getByRole('switch', { name: /WebGPU/ })).not.toBeChecked();
  await expect(lab.panel('Numbers')).toContainText('Nothing was measured yet.');
  for (const name of ['One chunk of actions', 'How a step grows']) await form.getByLabel(name).uncheck();
  await form.getByText('5, a look').click();
  await lab.button('Measure').click();
  await expect(lab.button('Cancel')).toBeVisible();
  await expect(lab.button('Cancel')).toHaveCount(0);

  const steps = page.getByRole('figure', { name: 'Milliseconds of a training step on WASM' });
  await expect(steps).toHaveAccessibleDescription(/^On WASM the lab takes [\d.]+ ms a step, [\d.]+ × as fast as plain/);
  await expect(steps.locator('.recharts-bar-rectangle')).toHaveCount(4);
  await expect(page.getByRole('figure', { name: 'Milliseconds by points' }).locator('.recharts-line')).toBeVisible();
  const numbers = page.getByRole('region', { name: 'Speed on this machine, table' });
  // jax-js runs under the site's content security policy too.
  for (const who of ['The lab', 'The lab, in tfjs operations', 'Plain tfjs operations', 'jax-js']) {
    const row = numbers.getByRole('row', { name: `Training step, WASM ${who} ` }).first();
    await expect(row.getByRole('cell').nth(1)).toHaveText(/^[\d.,]+$/);
  }
  await expect(numbers.getByRole('row', { name: /t-SNE iteration, 2000 points/ })).toHaveCount(1);
  await expect(lab.panel('Speed')).toContainText('google swiftshader, left out');

  await lab.button('Copy or save').click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Save lines' }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  const [step, tsne, last] = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(step).toMatchObject({ measurement: 'trainingStep', backend: 'wasm', batchSize: 128, rounds: 5, leftOut: {} });
  expect(step.lossDifference).toBeLessThan(1e-4);
  expect(tsne).toMatchObject({ measurement: 'tsne', rounds: 5 });
  expect(last.machine).toMatchObject({ adapter: 'google swiftshader, left out', rounds: 5 });
  expect(lab.errors).toEqual([]);
});

test('a board can be cancelled, is ended by training, and does not begin beside it', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open({ view: 'speed', 'evaluation.interval': 100_000 });
  await lab.chooseBackend('wasm');
  await lab.button('Measure').click();
  await expect(page.getByRole('status').filter({ hasText: 'Measuring a training step on wasm' })).toBeVisible();
  await lab.button('Cancel').click();
  await expect(lab.button('Measure')).toBeVisible();

  await lab.button('Measure').click();
  await expect(page.getByRole('status').filter({ hasText: 'Measuring a training step on wasm' })).toBeVisible();
  await lab.button('Train').click();
  await expect(lab.panel('Speed').getByRole('alert')).toContainText('Training began');
  await expect(lab.state).toContainText('Training');
  await lab.button('Measure').click();
  await expect(lab.panel('Speed').getByRole('alert')).toContainText('Pause it first');
  await lab.button('Pause').click();
  await expect(lab.state).toContainText('Paused');
  await lab.button('Measure').click();
  await expect(lab.panel('Speed').getByRole('alert')).toHaveCount(0);
  await lab.button('Cancel').click();
  expect(lab.errors).toEqual([]);
});
