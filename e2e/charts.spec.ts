import { readFileSync } from 'node:fs';
import { type Download, expect, type Page, test } from '@playwright/test';
import { LabPage } from './labPage.ts';
import { fallingLoss, runFile } from './runFiles.ts';

/** A network that is trained in seconds, watched closely. */
const small = {
  'policy.hiddenSize': 32,
  'policy.conditionHiddenSize': 16,
  'training.batchSize': 32,
  'training.steps': 60,
  'training.logInterval': 1,
  'optimizer.learningRate': 0.01,
  'optimizer.warmupSteps': 1,
  'representation.probeSize': 64,
  'representation.interval': 10,
  'evaluation.interval': 30,
  'evaluation.episodes': 2,
  'evaluation.stepLimit': 4,
};

const cursorOf = (page: Page, chart: string) => page.getByRole('slider', { name: `Step cursor, ${chart}` });

async function save(page: Page, chart: string, what: string): Promise<Download> {
  await page.getByRole('button', { name: `${chart}: data and files` }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: what }).click();
  return download;
}

const textOf = async (download: Download) => readFileSync(await download.path(), 'utf8');

test('a run’s charts share one cursor and one zoom, show their data, and are saved with where they come from', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open({ ...small, hide: 'scene,tour' });
  await lab.chooseBackend('wasm');
  await lab.button('Train').click();
  await expect(lab.state).toHaveText(/^Finished/, { timeout: 120_000 });
  await expect(lab.panel('Success').getByRole('columnheader', { name: 'only 32' })).toBeVisible();

  await test.step('the latency of 1, 2, 5, 10 and 32 steps is measured on this machine', async () => {
    const latency = lab.panel('Latency');
    await expect(lab.summary('Latency')).toContainText(/32 steps take [\d.]+ × as long as 1 step/);
    await expect(latency.getByRole('columnheader')).toHaveText(['Steps', '1', '2', '5', '10', '32']);
    await expect(latency).toContainText('this machine');
  });

  await test.step('the arrow keys move one cursor in every chart, and Escape frees it', async () => {
    const before = await lab.summary('Velocity loss').textContent();
    await cursorOf(page, 'Success').focus();
    await page.keyboard.press('ArrowRight');
    await expect(lab.summary('Success')).toContainText('Step 30: 1 step');
    await expect(lab.summary('Velocity loss')).toContainText(/^Step 30: [\d.]+, average [\d.]+$/);
    await expect(lab.summary('Representation')).toContainText('Step 30: effective rank');
    await expect(cursorOf(page, 'Success')).toHaveAttribute('aria-valuetext', /^Step 30: 1 step \d of 2/);
    await expect(page.locator('.plot .cursor')).toHaveCount(2);
    await page.keyboard.press('Escape');
    await expect(lab.summary('Velocity loss')).toHaveText(before!);
    await expect(page.locator('.cursor')).toHaveCount(0);
  });

  await test.step('keys and the wheel zoom all charts together, and one button shows all again', async () => {
    await cursorOf(page, 'Velocity loss').focus();
    await page.keyboard.press('End');
    await page.keyboard.press('+');
    const reset = page.getByRole('button', { name: 'Reset zoom' });
    await expect(reset).toHaveCount(2);
    await page.keyboard.press('0');
    await expect(reset).toHaveCount(0);
    await cursorOf(page, 'Velocity loss').hover();
    await page.mouse.wheel(0, -400);
    await expect(reset).toHaveCount(2);
    await lab.panel('Success').getByRole('button', { name: 'Reset zoom' }).click();
    await expect(reset).toHaveCount(0);
  });

  await test.step('the points are coloured by what was observed, and a number is seen large', async () => {
    const representation = lab.panel('Representation');
    const byPhase = await representation.locator('.points').innerHTML();
    await representation.getByLabel('Colour the points by').selectOption({ label: 'robot0_eef_pos[2]' });
    expect(await representation.locator('.points').innerHTML()).not.toBe(byPhase);
    await expect(representation.locator('.ramp-legend')).toHaveText(/^-?[\d.]+\s*-?[\d.]+$/);
    await representation.getByRole('button', { name: /^Effective rank/ }).click();
    await expect(cursorOf(page, 'Effective rank')).toBeVisible();
    await representation.getByText('PCA', { exact: true }).click();
    await expect(representation.locator('.points')).toHaveAttribute('data-points', '64');
  });

  await test.step('the page, the CSV and the JSON say the same numbers, and where they come from', async () => {
    await page.getByRole('button', { name: 'Velocity loss: data and files' }).click();
    await page.getByRole('menuitem', { name: 'Data table' }).click();
    const table = page.getByRole('dialog').getByRole('table', { name: 'Velocity loss over training' });
    const shown = await table.getByRole('row').last().getByRole('cell').first().textContent();
    await page.keyboard.press('Escape');

    const csv = await textOf(await save(page, 'Velocity loss', 'Save data'));
    const json = JSON.parse(await textOf(await save(page, 'Velocity loss', 'Save metrics')));
    const rows = csv.split('\r\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(rows[0]).toBe('step,velocityLoss,movingAverage,learningRate');
    expect(rows).toHaveLength(61);
    const [step, loss] = rows[60].split(',').map(Number);
    expect(json.rows[59]).toMatchObject({ step, velocityLoss: loss });
    expect(Number(shown)).toBeCloseTo(loss, 7);
    for (const fact of ['# scene: lift', '# seed: 0', '# backend: wasm', 'policy.hiddenSize=32', '# onestep-lab: ']) {
      expect(csv).toContain(fact);
    }
    expect(json.provenance).toMatchObject({ scene: 'lift', seed: '0', backend: 'wasm' });
  });

  await test.step('every chart is saved as a picture', async () => {
    for (const chart of ['Velocity loss', 'Representation', 'Success', 'Latency']) {
      const picture = readFileSync(await (await save(page, chart, 'Save picture')).path());
      expect(picture.subarray(1, 4).toString()).toBe('PNG');
      // A picture of nothing but its background is smaller.
      expect(picture.length, chart).toBeGreaterThan(10_000);
    }
  });
  expect(lab.errors).toEqual([]);
});

test.describe('with a finger', () => {
  test.use({ hasTouch: true });

  test('a recorded run is labelled, its broken values are marked, and a tap reads it', async ({ page }) => {
    const lab = new LabPage(page);
    await lab.open({ hide: 'scene,tour' });
    await page.getByRole('button', { name: 'Runs', exact: true }).click();
    await page
      .getByLabel('Files of runs')
      .first()
      .setInputFiles(runFile('Broken', 1, fallingLoss(400, 1, [100, 101, 300])));
    await lab.panel('Table of runs').getByRole('button', { name: 'Open', exact: true }).click();
    await expect(page.getByRole('note', { name: 'Recorded run' })).toContainText('Broken');
    await page.setViewportSize({ width: 390, height: 844 });
    const loss = lab.panel('Velocity loss');
    await expect(loss.locator('.broken')).toHaveAttribute('data-broken', '3');
    await expect(lab.summary('Velocity loss')).toContainText('3 of 400 not finite');
    const plot = cursorOf(page, 'Velocity loss');
    await plot.scrollIntoViewIfNeeded();
    await plot.tap();
    await expect(lab.summary('Velocity loss')).toContainText(/^Step \d+: [\d.]+, average/);
    await lab.panel('Latency').tap({ position: { x: 20, y: 20 } });
    await expect(lab.summary('Velocity loss')).toContainText('Step 400:');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(lab.errors).toEqual([]);
  });
});
