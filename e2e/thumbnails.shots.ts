/** @file The gallery's pictures, `public/scenes/<scene>-<theme>.webp`: `npm run screenshots -- thumbnails`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { pictureSize } from '../src/app/scenes/pictureSize.ts';
import { scenes } from '../src/core/scenes/registry.ts';
import { ScenePage } from './scenePage.ts';

const folder = 'public/scenes';
/** Bytes */
const largest = 15_000;
/** Seconds of an episode after which a robot does what its scene is about */
const moments = { gym: 0.8, robomimic: 1.6, kitchen: 1.6, toy: 0.6 } as const;

for (const { id, family, controlHz } of scenes.filter(({ variant }) => !variant)) {
  for (const theme of ['light', 'dark'] as const) {
    test(`${id}, ${theme}`, async ({ page }) => {
      const scene = new ScenePage(page);
      await scene.open({
        scene: id,
        theme,
        mode: 'embed',
        hide: 'scene-picker,experiment,loss,representation,success,latency',
      });
      await expect(page.locator('.scene-frame')).toHaveAttribute('data-drawn', id);
      await page.waitForTimeout(1000);
      if (await scene.button('Pause robot').isEnabled()) {
        await page.getByLabel('1 step', { exact: true }).check();
        // Alone it begins anew.
        await expect(scene.badge).not.toHaveText('Episode 1');
        await page.waitForTimeout(300);
        await stopAt(scene, Math.round(moments[family] * controlHz));
      }
      await scene.clearCanvas();
      await page.waitForTimeout(800);
      const bytes = await shrink(page, await scene.canvas.screenshot());
      expect(bytes.length).toBeLessThan(largest);
      mkdirSync(folder, { recursive: true });
      writeFileSync(`${folder}/${id}-${theme}.webp`, bytes);
      console.log(`${folder}/${id}-${theme}.webp: ${bytes.length} bytes`);
    });
  }
}

/** Plays until a control step was recorded, and looks back at it. */
async function stopAt(scene: ScenePage, step: number): Promise<void> {
  await expect.poll(() => scene.slider.getAttribute('max').then(Number)).toBeGreaterThan(step);
  await scene.slider.fill(String(step));
  await expect(scene.badge).toContainText('recorded');
}

/** The middle of a picture in the gallery's shape and size, as a WebP file. */
async function shrink(page: Page, png: Buffer): Promise<Buffer> {
  const bench = await page.context().newPage();
  const base64 = await bench.evaluate(
    async ({ png, width, height }) => {
      const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
      const whole = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const scale = Math.min(whole.width / width, whole.height / height);
      const [w, h] = [width * scale, height * scale];
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d')!;
      context.imageSmoothingQuality = 'high';
      context.drawImage(whole, (whole.width - w) / 2, (whole.height - h) / 2, w, h, 0, 0, width, height);
      const file = await canvas.convertToBlob({ type: 'image/webp', quality: 0.8 });
      return btoa(String.fromCharCode(...new Uint8Array(await file.arrayBuffer())));
    },
    { png: png.toString('base64'), ...pictureSize },
  );
  await bench.close();
  return Buffer.from(base64, 'base64');
}
