import { expect, test } from '@playwright/test';
import { LabPage } from './labPage.ts';

/** Trains in a few seconds on wasm. Without dispersion nothing makes embeddings long. */
const small = {
  scene: 'detour',
  'policy.hiddenSize': 16,
  'policy.conditionHiddenSize': 16,
  'training.batchSize': 16,
  'training.steps': 40,
  'representation.probeSize': 64,
  'representation.interval': 20,
  'evaluation.interval': 1000,
  'evaluation.episodes': 1,
  'evaluation.stepLimit': 4,
};

test('the probe’s R², the action gap, the spectrum and the distances fill while a run trains', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open(small);
  await lab.chooseBackend('wasm');
  const panel = lab.panel('Representation');
  await panel.getByText('Spectrum', { exact: true }).click();
  await expect(lab.summary('Representation')).not.toContainText('Step 40');

  await lab.button('Train').click();
  await expect(lab.state).toContainText('Finished');
  await expect(page.getByTestId('linearProbeR2')).toHaveText(/^-?\d/);
  await expect(page.getByTestId('actionGap')).toHaveText(/^\d/);

  await expect(lab.summary('Representation')).toHaveText(/^Step 40: \d+ of 16 directions holds? 99 % of the variance$/);
  await expect(panel.locator('[data-points="16"]')).toBeVisible();
  await expect(panel.locator('.plot-mark')).toContainText('effective rank');

  await panel.getByText('Distances', { exact: true }).click();
  // D is 16 and the temperature 0.5.
  await expect(panel.locator('.plot-mark')).toHaveText('√(D·τ) = 2.83');
  await expect(panel.locator('[data-points="40"]')).toBeVisible();
  await expect(panel.getByTestId('growth')).toHaveText(
    /^Since step 0: distance × [\d.]+, norm × [\d.]+, rank [\d.]+ → [\d.]+\. \w/,
  );

  await test.step('the bins are a table', async () => {
    await page.getByRole('button', { name: 'Representation: data and files' }).click();
    await page.getByRole('menuitem', { name: 'Data table' }).click();
    await expect(page.getByRole('dialog').getByRole('row')).toHaveCount(1 + 3);
    await page.keyboard.press('Escape');
  });

  await panel.getByRole('button', { name: /^Linear probe R²/ }).click();
  await expect(panel.locator('.measure-curve')).toHaveAttribute('data-points', '3');
  expect(lab.errors).toEqual([]);
});
