/** @file Pictures of every scene from its first view, and of the gallery, for docs/screenshots: `npm run screenshots -- scenes.shots`. */
import { expect, type Page, test } from '@playwright/test';
import { scenes } from '../src/core/scenes/registry.ts';
import { LabPage } from './labPage.ts';
import { ScenePage } from './scenePage.ts';

const folder = 'docs/screenshots';
const themes = ['light', 'dark'] as const;
/** Seconds of an episode after which a robot does what its scene is about */
const moments = { gym: 1.2, robomimic: 1.6, kitchen: 1.6, toy: 0.1 } as const;

for (const { id, family } of scenes.filter(({ variant }) => !variant)) {
  test(id, async ({ page }) => {
    await page.setViewportSize({ width: 920, height: 1000 });
    const scene = new ScenePage(page);
    const panels = 'experiment,loss,representation,success,latency';
    await scene.open({ scene: id, hide: panels, mode: 'embed' });
    await expect(page.locator('.scene-frame')).toHaveAttribute('data-drawn', id);
    await page.waitForTimeout(1000 * moments[family]);
    const pause = scene.button('Pause robot');
    if (await pause.isEnabled()) await pause.click();
    await scene.clearCanvas();
    for (const colorScheme of themes) {
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(1200);
      const path = `${folder}/scene-${id}-${colorScheme}.jpg`;
      await scene.canvas.screenshot({ path, type: 'jpeg', quality: 82 });
    }
  });
}

for (const { suffix, width, height } of [
  { suffix: '', width: 1440, height: 900 },
  { suffix: '-narrow', width: 390, height: 844 },
]) {
  test(`the gallery at ${width}×${height}`, async ({ page }) => {
    test.setTimeout(120_000);
    await page.setViewportSize({ width, height });
    const lab = new LabPage(page);
    await lab.open();
    await lab.button('Not now').click();
    await lab.sceneButton.click();
    const dialog = page.getByRole('dialog', { name: 'Which robot, which task?' });
    await expect(dialog.locator('[data-scene="lift"]')).toContainText('trains in about', { timeout: 90_000 });
    await showAllPictures(page);
    for (const colorScheme of themes) {
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(1500);
      await page.screenshot({ path: `${folder}/scenes${suffix}-${colorScheme}.jpg`, type: 'jpeg', quality: 85 });
    }
  });
}

/** Pictures load when they come into view. */
async function showAllPictures(page: Page): Promise<void> {
  for (const card of await page.locator('.scene-card').all()) await card.scrollIntoViewIfNeeded();
  await page.locator('.dialog-body').evaluate((body) => body.scrollTo(0, 0));
}
