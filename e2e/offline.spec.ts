import { expect, test } from '@playwright/test';
import { LabPage } from './labPage.ts';
import { Site } from './site.ts';

test.use({ serviceWorkers: 'allow' });

const small = {
  scene: 'lift',
  'policy.hiddenSize': 16,
  'policy.conditionHiddenSize': 8,
  'training.batchSize': 16,
  'training.logInterval': 1,
  'evaluation.interval': 1000,
  'evaluation.episodes': 1,
  'evaluation.stepLimit': 2,
};
const hash = (settings: Readonly<Record<string, string | number>>) =>
  `#${Object.entries(settings)
    .map(([key, value]) => `${key}=${value}`)
    .join('&')}`;

let site: Site;
test.beforeEach(async ({ baseURL }) => {
  site = await Site.serve(baseURL!);
});
test.afterEach(() => site.close().catch(() => undefined));

test('after one visit the lab opens, moves and trains without a network', async ({ page, context }) => {
  const lab = new LabPage(page);
  await page.goto(`${site.address}${hash({ ...small, 'training.steps': 12 })}`);
  const status = page.getByTestId('offline-status');
  await expect(status).toHaveText(/^Ready offline · \d+ MB stored$/);
  console.log(await status.textContent());

  // The server is gone for good, and the browser knows that there is no network.
  await site.close();
  await context.setOffline(true);
  await expect(lab.notice('You are offline')).toContainText('You are offline: everything here keeps working.');
  const policies = new Map<string, string>();
  page.on('response', (response) => {
    if (response.fromServiceWorker()) {
      policies.set(new URL(response.url()).pathname, response.headers()['content-security-policy'] ?? '');
    }
  });
  await page.reload();
  await expect(status).toHaveText(/^Working offline · \d+ MB stored$/);
  await expect.poll(() => lab.countPoses()).toBeGreaterThan(3);
  await lab.chooseBackend('wasm');
  await lab.button('Train').click();
  await expect(lab.state).toHaveText(/^Finished/);
  await expect(lab.summary('Velocity loss')).toContainText('now, from');

  // What is stored keeps its headers: the physics worker still runs under its own policy.
  const physics = [...policies].find(([path]) => path.startsWith('/physics/'));
  expect(physics?.[1]).toContain("script-src 'self' 'unsafe-eval'");
  expect(policies.get('/')).toContain("script-src 'self' 'wasm-unsafe-eval'");
  expect(lab.errors).toEqual([]);
});

test('a new version waits while a run trains, even when it is asked for, and is loaded by choice', async ({ page }) => {
  const lab = new LabPage(page);
  await page.goto(`${site.address}${hash({ ...small, 'training.steps': 1_000_000 })}`);
  await expect(page.getByTestId('offline-status')).toHaveText(/^Ready offline/);
  await lab.chooseBackend('wasm');
  await lab.button('Train').click();
  await expect(lab.state).toContainText('Training');

  site.version += 1;
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())!.update());
  await expect(page.getByTestId('offline-status')).toContainText('a new version waits for the run to end');
  const offer = page.locator('.notice').filter({ hasText: 'A new version is ready' });
  await expect(offer).toHaveCount(0);
  const askToTakeOver = () =>
    page.evaluate(async () => {
      const { waiting } = (await navigator.serviceWorker.getRegistration())!;
      const { port1, port2 } = new MessageChannel();
      waiting!.postMessage({ type: 'take-over' }, [port2]);
      return new Promise((resolve) => {
        port1.onmessage = (event) => resolve(event.data);
      });
    });
  expect(await askToTakeOver()).toEqual({ tookOver: false });
  await expect(lab.state).toContainText('Training');

  await lab.button('Pause').click();
  await expect(offer).toContainText('A new version is ready. Reload to use it.');
  const reloaded = page.waitForEvent('load');
  await offer.getByRole('button', { name: 'Reload', exact: true }).click();
  await reloaded;
  await expect(page.getByTestId('offline-status')).toHaveText(/^Ready offline · \d+ MB stored$/);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())!.waiting)).toBeNull();
  expect(lab.errors).toEqual([]);
});
