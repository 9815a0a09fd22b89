/** @file Ways into the page's workers before they begin. */
import type { Page } from '@playwright/test';

/**
 * Runs a script in a worker before the worker's own: the built file is served with it in front. Nothing of it is part
 * of the site.
 */
export async function prependToWorker(page: Page, worker: 'viewer' | 'training', script: string): Promise<void> {
  await page.route(`**/workers/${worker}-*.js`, async (route) => {
    try {
      const response = await route.fetch();
      await route.fulfill({ response, body: `${script}\n${await response.text()}` });
    } catch {
      // The page that asked for it has gone elsewhere meanwhile.
      await route.abort().catch(() => undefined);
    }
  });
}

/**
 * One frame a second. A software GPU takes a fifth of a second for a frame, on both cores, and would draw without a
 * rest; a journey that does not look at the scene is over in half the time without that. Nothing else is slower.
 */
export async function drawSeldom(page: Page): Promise<void> {
  await prependToWorker(
    page,
    'viewer',
    `{
  const request = self.requestAnimationFrame.bind(self);
  let last = Number.NEGATIVE_INFINITY;
  self.cancelAnimationFrame = clearTimeout;
  self.requestAnimationFrame = (draw) => setTimeout(() => request((now) => {
    last = performance.now();
    draw(now);
  }), Math.max(0, last + 1000 - performance.now()));
}`,
  );
}
