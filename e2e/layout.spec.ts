import { expect, test } from '@playwright/test';
import { LabPage } from './labPage.ts';

const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;

for (const viewport of sizes) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`at ${viewport.width}×${viewport.height}, ${colorScheme}, nothing is cut off sideways`, async ({ page }) => {
      const lab = new LabPage(page);
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      await lab.open();
      await expect(lab.panel('Success').locator('svg.plot-picture')).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
      const outside = await page.locator('button, select, input, dd, figcaption').evaluateAll((elements) => {
        const shown = elements.filter(
          (element) => element.checkVisibility() && element.getBoundingClientRect().width > 1,
        );
        return shown
          .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
          .map((e) => e.outerHTML);
      });
      expect(outside).toEqual([]);
      const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const brightness = Math.max(...background.match(/\d+/g)!.slice(0, 3).map(Number));
      expect(brightness > 128).toBe(colorScheme === 'light');
    });
  }
}

test('at 1440×900 everything that matters is on the screen without scrolling', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  await expect(lab.panel('Success').locator('svg.plot-picture')).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(900);
  for (const title of ['Velocity loss', 'Representation', 'Success']) {
    const box = await lab.panel(title).locator('.chart-area').boundingBox();
    expect(box!.height, title).toBeGreaterThan(70);
  }
  await expect(lab.panel('Success')).toBeInViewport({ ratio: 1 });
  await expect(lab.button('Train')).toBeInViewport({ ratio: 1 });
});
