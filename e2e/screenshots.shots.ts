/** @file Pictures of the page for docs/screenshots: `npm run screenshots`. */
import { test } from '@playwright/test';
import { LabPage } from './labPage.ts';

const sizes = [
  { name: 'lab', width: 1440, height: 900 },
  { name: 'lab-narrow', width: 390, height: 844 },
] as const;

test('the page while a policy trains, light and dark, wide and narrow', async ({ page }) => {
  test.setTimeout(600_000);
  const lab = new LabPage(page);
  await lab.open({ 'evaluation.interval': 250, 'evaluation.episodes': 10, 'training.steps': 3000 });
  await lab.chooseBackend('wasm');
  await lab.button('Train').click();
  await lab.panel('Success').getByRole('columnheader', { name: 'only 32' }).waitFor({ timeout: 300_000 });
  // A second and a third evaluation make it a curve.
  await page.locator('.success .recharts-dot').nth(5).waitFor({ timeout: 300_000 });
  for (const { name, width, height } of sizes) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(2000);
      await page.screenshot({ path: `docs/screenshots/${name}-${colorScheme}.png`, fullPage: width < 900 });
    }
  }
});
