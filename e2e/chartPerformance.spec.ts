import { expect, type Locator, type Page, test } from '@playwright/test';
import { LabPage } from './labPage.ts';
import { traceTasks } from './mainThread.ts';
import { fallingLoss, runFile } from './runFiles.ts';

const points = 50_000;

/** Looks around in a plot as a person does: points, zooms in far, scrolls along, and back out. */
async function lookAround(page: Page, plot: Locator): Promise<void> {
  const box = (await plot.boundingBox())!;
  const [y, middle] = [box.y + box.height / 2, box.x + box.width * 0.6];
  for (let i = 0; i <= 10; i++) await page.mouse.move(box.x + 50 + (i * (box.width - 70)) / 10, y);
  await page.mouse.move(middle, y);
  for (let i = 0; i < 12; i++) await page.mouse.wheel(0, -180);
  for (let i = 0; i < 12; i++) await page.mouse.wheel(60, 0);
  await page.mouse.down();
  for (let i = 1; i <= 12; i++) await page.mouse.move(middle + i * 8, y);
  await page.mouse.up();
  for (let i = 0; i < 6; i++) await page.mouse.wheel(0, 180);
  await plot.press('0');
}

test('ten runs of 50,000 points are compared, and one is shown in the lab, zoomed and scrolled without a long task', {
  tag: '@alone',
}, async ({ page, browser }) => {
  const lab = new LabPage(page);
  // The scene is drawn in software here, and would take the core that reads the files.
  await lab.open({ hide: 'scene,tour' });
  await page.getByRole('button', { name: 'Runs', exact: true }).click();
  const files = Array.from({ length: 10 }, (_, i) => runFile(`Made ${i}`, i, fallingLoss(points, i, [700, 701])));
  await page.getByLabel('Files of runs').setInputFiles(files);
  for (let i = 0; i < 10; i++) {
    const choice = page.getByRole('checkbox', { name: `Compare Made ${i}`, exact: true });
    await expect(choice).toBeVisible({ timeout: 120_000 });
    if (!(await choice.isChecked())) await choice.check();
  }
  await page.getByRole('button', { name: 'Compare 10' }).click();
  const overlay = page.locator('.overlay-chart');
  await expect(overlay.locator('.curve')).toHaveCount(10);
  await expect(overlay.locator('.curve').first()).toHaveAttribute('data-points', String(points));

  const compared = await traceTasks(browser, page, test.info().outputPath('compared.json'), () =>
    lookAround(page, overlay.locator('.plot-surface')),
  );
  console.log(`ten runs of ${points} points: longest task ${compared[0].busy.toFixed(0)} ms of processor time`);

  await page.getByRole('button', { name: /All runs/ }).click();
  await page
    .getByRole('row', { name: /Made 3/ })
    .getByRole('button', { name: 'Open', exact: true })
    .click();
  const loss = lab.panel('Velocity loss');
  await expect(loss.locator('.curve')).toHaveAttribute('data-points', String(points));
  await expect(lab.summary('Velocity loss')).toContainText('2 of 50,000 not finite');
  const alone = await traceTasks(browser, page, test.info().outputPath('alone.json'), () =>
    lookAround(page, loss.locator('.plot-surface')),
  );
  console.log(`one run of ${points} points in the lab: longest task ${alone[0].busy.toFixed(0)} ms of processor time`);

  expect(compared[0].busy).toBeLessThan(50);
  expect(alone[0].busy).toBeLessThan(50);
  expect(lab.errors).toEqual([]);
});
