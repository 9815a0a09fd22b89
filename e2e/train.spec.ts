import { expect, test } from '@playwright/test';
import { LabPage } from './labPage.ts';
import { describeTasks, slowKinds, traceTasks } from './mainThread.ts';

/** A network that a software GPU can train, watched closely. */
const small = {
  'policy.hiddenSize': 32,
  'policy.conditionHiddenSize': 16,
  'training.batchSize': 32,
  'training.steps': 16,
  'training.logInterval': 1,
  'optimizer.learningRate': 0.01,
  'optimizer.warmupSteps': 1,
  'representation.probeSize': 64,
  'representation.interval': 5,
  'evaluation.interval': 8,
  'evaluation.episodes': 2,
  'evaluation.stepLimit': 4,
};

test('the scene moves soon after the page is opened, from the shipped policy', { tag: '@alone' }, async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  await lab.countPoses();
  // The second visit finds a warm cache.
  await lab.open();
  await page.waitForFunction(() => Number(document.querySelector<HTMLElement>('[data-poses]')?.dataset.poses) > 1);
  const opened = await page.evaluate(() => performance.now());
  console.log(`the scene moved ${(opened / 1000).toFixed(2)} s after opening, from a warm cache`);
  await expect(page.locator('.policy-label')).toHaveText('Shipped policy');
  const poses = await lab.countPoses();
  await expect.poll(() => lab.countPoses()).toBeGreaterThan(poses + 10);
  expect(lab.errors).toEqual([]);
});

test('a policy trains on WebGPU, and its loss, representation and success are drawn live', { tag: '@alone' }, async ({
  page,
  browser,
}) => {
  const lab = new LabPage(page);
  await lab.open(small);
  const adapter = await page.evaluate(async () => (await navigator.gpu?.requestAdapter())?.info.architecture ?? null);
  expect(adapter, 'navigator.gpu.requestAdapter() gave no adapter').not.toBeNull();
  await lab.chooseBackend('webgpu');
  await expect(lab.backend).toContainText('swiftshader');

  const losses: number[] = [];
  const tasks = await traceTasks(browser, page, test.info().outputPath('trace.json'), async () => {
    // One step first, so that the picture is seen as the run begins: the rest may be done a moment later.
    await lab.button('Step').click();
    // The robot that is watched is the one that trains, from before its first step.
    await expect(page.locator('.policy-label')).toContainText('This run, step');

    const scatter = lab.panel('Representation').locator('.points');
    await expect(scatter).toHaveAttribute('data-points', '64');
    await expect(lab.summary('Representation')).toContainText(/Step 0/);
    const firstPicture = await scatter.innerHTML();
    await lab.button('Continue').click();
    await expect(lab.summary('Representation')).toContainText(/Step 1\d/, { timeout: 120_000 });
    expect(await scatter.innerHTML()).not.toBe(firstPicture);
    await expect(page.getByTestId('effectiveRank')).toHaveText(/^\d/);

    await expect(lab.state).toHaveText(/^Finished/, { timeout: 120_000 });
    const said = await lab.summary('Velocity loss').textContent();
    losses.push(
      ...said!
        .match(/([\d.e-]+) now, from ([\d.e-]+)/)!
        .slice(1)
        .map(Number),
    );

    const rows = lab.panel('Success').getByRole('table', { name: 'Latest evaluation' });
    await expect(rows.getByRole('row', { name: /^1 \d of 2/ })).toBeVisible({ timeout: 120_000 });
    await expect(rows.getByRole('row', { name: /^32 \d of 2/ })).toBeVisible({ timeout: 120_000 });
    await expect(lab.panel('Success').getByRole('columnheader', { name: 'only 32' })).toBeVisible();
  });
  expect(losses[0]).toBeLessThan(losses[1]);

  console.log(describeTasks(tasks));
  expect(slowKinds(tasks, 50)).toEqual([]);
  expect(lab.errors).toEqual([]);
});

test('a run is paused, stepped once, and reset to the shipped policy', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open({ 'training.steps': 10_000, 'evaluation.episodes': 1 });
  await lab.chooseBackend('wasm');
  await lab.button('Step').click();
  const step = page.getByTestId('step');
  await expect(step).toHaveText('1 / 10,000');
  await lab.button('Step').click();
  await expect(step).toHaveText('2 / 10,000');
  await lab.button('Continue').click();
  await expect(step).not.toHaveText('2 / 10,000');
  await lab.button('Pause').click();
  await expect(lab.state).toContainText('Paused');

  await lab.setting('Seed').fill('5');
  await expect(page.getByRole('note')).toHaveText('The next run differs from this one in Seed. Reset applies it.');
  await lab.button('Reset').click();
  await expect(step).toHaveText('0 / 10,000');
  await expect(lab.state).toHaveText('Ready');
  await expect(page.locator('.policy-label')).toHaveText('Shipped policy');
  await expect(page.getByRole('note')).toHaveCount(0);
  expect(lab.errors).toEqual([]);
});
