/** @file What can be told of a picture without knowing every pixel of it. */
import { expect, type Locator, type Page } from '@playwright/test';

export interface PixelDifference {
  /** Share of all pixels that differ clearly */
  readonly share: number;
  /** Mean change of those, second picture minus first: red, green, blue in 0 … 255 */
  readonly change: readonly [number, number, number];
}

/** The middle of an element, where nothing lies upon it. */
export async function picture(element: Locator): Promise<string> {
  const { x, y, width, height } = (await element.boundingBox())!;
  const clip = { x: x + 0.05 * width, y: y + 0.15 * height, width: 0.9 * width, height: 0.65 * height };
  return (await element.page().screenshot({ clip })).toString('base64');
}

/** Compares two pictures of the same size, in a page of its own: the lab's policy is none of its business. */
export async function comparePictures(page: Page, first: string, second: string): Promise<PixelDifference> {
  const bench = await page.context().newPage();
  try {
    return await bench.evaluate(
      async (pictures) => {
        const [a, b] = await Promise.all(
          pictures.map(async (base64) => {
            const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
            const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
            const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
            context.drawImage(bitmap, 0, 0);
            return context.getImageData(0, 0, bitmap.width, bitmap.height).data;
          }),
        );
        const sum = [0, 0, 0];
        let count = 0;
        for (let i = 0; i < a.length; i += 4) {
          const change = [0, 1, 2].map((channel) => b[i + channel] - a[i + channel]);
          if (Math.max(...change.map(Math.abs)) < 24) continue;
          count += 1;
          for (const channel of [0, 1, 2]) sum[channel] += change[channel];
        }
        const mean = sum.map((total) => total / Math.max(1, count));
        return { share: count / (a.length / 4), change: mean as unknown as [number, number, number] };
      },
      [first, second],
    );
  } finally {
    await bench.close();
    await page.bringToFront();
  }
}

/** The picture once nothing in it changes any more: a software GPU may be some frames behind. */
export async function stillPicture(element: Locator): Promise<string> {
  let last = await picture(element);
  await expect(async () => {
    const before = last;
    await element.page().waitForTimeout(400);
    last = await picture(element);
    expect(last === before).toBe(true);
  }).toPass();
  return last;
}
