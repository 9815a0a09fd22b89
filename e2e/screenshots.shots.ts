/** @file Pictures of every view and dialog for docs/screenshots: `npm run screenshots`. */
import { expect, type Page, test } from '@playwright/test';
import { LabPage } from './labPage.ts';

const sizes = [
  { suffix: '', width: 1440, height: 900 },
  { suffix: '-narrow', width: 390, height: 844 },
] as const;

test('every view and dialog, light and dark, wide and narrow', async ({ page }) => {
  test.setTimeout(900_000);
  const lab = new LabPage(page);
  await lab.open({ view: 'lab' });
  await lab.button('Not now').click();
  await lab.panel('Success').locator('table').first().waitFor();
  await takePictures(page, 'first-sight');

  // Two seeds of the toy scene make a comparison; both finish in well under a minute.
  for (const seed of [0, 1]) {
    await lab.open({ scene: 'detour', seed, 'training.steps': 1500, 'evaluation.interval': 300 });
    await lab.backend.and(page.locator('[data-backend]')).waitFor({ timeout: 120_000 });
    await lab.button('Train').click();
    await page.locator('.progress[data-phase=finished]').waitFor({ timeout: 300_000 });
    await page.waitForTimeout(3000);
  }
  await takePictures(page, 'lab');
  await goTo(page, 'one-step', 'detour');
  await page.locator('.one-step-view, .one-step').first().waitFor();
  await takePictures(page, 'one-step-plane');
  await goTo(page, 'runs', 'detour');
  for (const box of await page.getByRole('checkbox', { name: /compare/i }).all()) await box.check();
  await takePictures(page, 'runs');
  await lab.button('Compare 2').click();
  await page.getByRole('figure', { name: /of the chosen runs/ }).waitFor();
  await takePictures(page, 'runs-compare');

  await lab.open({ view: 'one-step' });
  await page.waitForTimeout(4000);
  await takePictures(page, 'one-step-chunk');

  await lab.open({ preset: 'collapse-pair' });
  await lab.backend.and(page.locator('[data-backend]')).waitFor({ timeout: 120_000 });
  await lab.button('Train').click();
  for (const side of ['a', 'b']) {
    await expect(page.getByTestId(`state-${side}`)).toContainText('Finished', { timeout: 400_000 });
  }
  await page.waitForTimeout(8000);
  await takePictures(page, 'two-runs');
  const finetuning = { scene: 'hopper', view: 'finetune', 'finetune.start': 'medium', 'finetune.envSteps': 100_000 };
  await lab.open({ ...finetuning, 'evaluation.episodes': 10 });
  await lab.backend.and(page.locator('[data-backend]')).waitFor({ timeout: 120_000 });
  await lab.button('Fine-tune').click();
  await page.locator('.progress[data-phase=finished]').waitFor({ timeout: 400_000 });
  await page.waitForTimeout(8000);
  await takePictures(page, 'stage-2');

  await lab.open({ view: 'sweep' });
  await lab.button('Show an example').click();
  await page.waitForTimeout(1000);
  await takePictures(page, 'sweep');
  await lab.open({ view: 'export' });
  await lab.countPoses();
  await lab.button('Export and check').click();
  await page.getByRole('row', { name: /^p50 ms/ }).waitFor({ timeout: 120_000 });
  await takePictures(page, 'export');
  await page.getByLabel('Bundle or runner’s log').setInputFiles('e2e/fixtures/lift-runner.jsonl');
  await page.locator('.timing-lanes').waitFor();
  await takePictures(page, 'runner-log');
  await lab.open({ lesson: 'collapse' });
  await page.waitForTimeout(4000);
  await takePictures(page, 'lesson', false);

  for (const name of ['Presets', 'Share', 'Help', 'Tour']) {
    await lab.open();
    await lab.countPoses();
    await lab.button(name).click();
    await takePictures(page, name.toLowerCase(), false);
  }
});

/** The address is read again when it is edited: the page goes where it says without being loaded anew. */

test('the board, measured on wasm', async ({ page }) => {
  test.setTimeout(900_000);
  const lab = new LabPage(page);
  await lab.open({ view: 'speed' });
  await lab.button('Measure').click();
  await expect(lab.button('Cancel')).toBeVisible();
  await expect(lab.button('Cancel')).toHaveCount(0, { timeout: 600_000 });
  await page.waitForTimeout(1000);
  await takePictures(page, 'speed');
});

async function goTo(page: Page, view: string, scene: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `scene=${scene}&view=${view}`);
  await page.waitForTimeout(3000);
}

/** @param isWhole a narrow page is pictured down to its end; a dialog stands in what is seen of it */
async function takePictures(page: Page, name: string, isWhole = true): Promise<void> {
  for (const { suffix, width, height } of sizes) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(1500);
      const path = `docs/screenshots/${name}${suffix}-${colorScheme}.jpg`;
      await page.screenshot({ path, type: 'jpeg', quality: 85, fullPage: isWhole && width < 900 });
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}
