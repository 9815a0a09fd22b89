/** @file What a browser does to a page that trains: hides it, freezes it, tests its GPU slowly; and what a person does meanwhile. */
import { expect, test } from '@playwright/test';
import { LabPage } from './labPage.ts';
import { takeRecords, tapWorkers } from './workerTap.ts';

const tiny = {
  'policy.hiddenSize': 16,
  'policy.conditionHiddenSize': 16,
  'training.batchSize': 16,
  'training.steps': 100_000,
  'training.logInterval': 10,
  'representation.interval': 1000,
  'representation.probeSize': 16,
  'evaluation.interval': 100_000,
  'evaluation.episodes': 1,
};

const readStep = async ({ page }: LabPage) =>
  Number((await page.getByTestId('step').innerText()).split('/')[0].replaceAll(/\D/g, ''));

test('training holds a Web Lock, goes on while its page is hidden, and lets the lock go when it is paused', async ({
  page,
  context,
}) => {
  const lab = new LabPage(page);
  await tapWorkers(page);
  await lab.open(tiny);
  const locks = () =>
    page.evaluate(
      async () => (await navigator.locks.query()).held!.filter(({ name }) => /training/.test(name!)).length,
    );
  expect(await locks()).toBe(0);
  await lab.button('Train').click();
  await expect.poll(() => readStep(lab)).toBeGreaterThan(20);
  expect(await locks()).toBe(1);

  // Headless pages always count as visible, so the page is told what a hidden one is told.
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  const other = await context.newPage();
  await other.bringToFront();
  const hiddenAt = await readStep(lab);
  await takeRecords(page);
  await expect.poll(() => readStep(lab)).toBeGreaterThan(hiddenAt + 100);
  expect((await takeRecords(page)).length).toBeGreaterThan(5);
  await other.close();

  await lab.button('Pause').click();
  await expect.poll(locks).toBe(0);
  expect(lab.errors).toEqual([]);
});

test('a page that is told of a freeze says how long it was and what training did meanwhile', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open(tiny);
  await lab.button('Train').click();
  await expect.poll(() => readStep(lab)).toBeGreaterThan(20);
  // A headless Chromium cannot be made to freeze a page (Page.setWebLifecycleState has no effect there), so the page
  // is told what a browser tells; its workers go on meanwhile, and it has to notice that too.
  await page.evaluate(() => document.dispatchEvent(new Event('freeze')));
  await new Promise((resolve) => setTimeout(resolve, 4000));
  await page.evaluate(() => document.dispatchEvent(new Event('resume')));
  const news = /The browser froze this page for [4-9] s; training kept going, and nothing was lost\./;
  await expect(lab.notice(news)).toBeVisible();
  expect(lab.errors).toEqual([]);
});

test('a slow backend test is given up for another backend, also while a run waits for it', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open({ ...tiny, 'training.steps': 5 });
  const choice = page.getByRole('combobox', { name: 'Backend' });
  await expect(lab.backend).toHaveAttribute('data-backend', 'wasm');
  await lab.backend.click();
  await choice.selectOption('webgpu');
  await expect(lab.backend).toHaveAttribute('data-state', 'testing');
  await page.keyboard.press('Escape');
  await lab.button('Train').click();
  await expect(lab.state).toHaveText('Waiting for the backend test');

  await lab.backend.click();
  const start = Date.now();
  await choice.selectOption('wasm');
  await expect(lab.backend).toHaveAttribute('data-backend', 'wasm');
  console.log(`another backend took effect after ${((Date.now() - start) / 1000).toFixed(1)} s`);
  await page.keyboard.press('Escape');
  await expect(lab.state).toContainText('Finished');
  expect(lab.errors).toEqual([]);
});

test('a run that waits for the backend test can be reset', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open({ ...tiny, 'training.steps': 5 });
  await lab.button('Train').click();
  await lab.button('Reset').click();
  await expect(lab.state).toHaveText('Ready');
  await expect(lab.backend).not.toHaveAttribute('data-state', 'testing');
  await expect(lab.state).toHaveText('Ready');
  await lab.button('Train').click();
  await expect(lab.state).toContainText('Finished');
  expect(lab.errors).toEqual([]);
});

test('in slow motion every step moves the robot’s policy on, at a few steps a second', { tag: '@alone' }, async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open(tiny);
  await lab.button('Slow motion').click();
  await lab.button('Train').click();
  const label = page.locator('.policy-label');
  await expect(label).toContainText('This run, step 2');
  const [start, first] = [Date.now(), await readStep(lab)];
  await expect.poll(() => readStep(lab)).toBeGreaterThanOrEqual(first + 9);
  const rate = (1000 * ((await readStep(lab)) - first)) / (Date.now() - start);
  expect(rate).toBeLessThan(4.5);
  await lab.button('Slow motion').click();
  await expect.poll(() => readStep(lab)).toBeGreaterThan(200);
  expect(lab.errors).toEqual([]);
});
