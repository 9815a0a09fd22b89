/** @file The page answers at once while it trains: a minute of training with every panel open. */
import { expect, test } from '@playwright/test';
import { LabPage } from './labPage.ts';
import { describeTasks, slowKinds, traceTasks } from './mainThread.ts';

const seconds = (count: number) => new Promise((resolve) => setTimeout(resolve, 1000 * count));

test('in a minute of training with every panel open no task keeps the page for 50 ms, and the scene moves on', {
  tag: '@alone',
}, async ({ page, browser }) => {
  const lab = new LabPage(page);
  await lab.open({
    'policy.hiddenSize': 64,
    'training.batchSize': 64,
    'training.steps': 1_000_000,
    'training.logInterval': 5,
    'training.snapshotInterval': 200,
    'representation.interval': 50,
    'evaluation.interval': 200,
    'evaluation.episodes': 4,
    'evaluation.stepLimit': 60,
  });
  await lab.chooseBackend('wasm');
  await lab.button('Train').click();
  await expect(lab.state).toContainText('Training');
  // What opens for the first time is compiled then: that belongs to opening it, not to training.
  for (const view of ['One step', 'Runs', 'Lab']) {
    await lab.button(view).click();
    await seconds(3);
  }

  const poses: number[] = [await lab.countPoses()];
  const tasks = await traceTasks(browser, page, test.info().outputPath('trace.json'), async () => {
    // Everything is done twice: see mainThread.ts.
    for (let round = 0; round < 2; round++) {
      await seconds(10);
      poses.push(await lab.countPoses());
      await page.mouse.move(1200, 200);
      await page.mouse.move(1300, 210, { steps: 30 });
      await seconds(3);
      await lab.button('One step').click();
      await seconds(8);
      poses.push(await lab.countPoses());
      await lab.button('Runs').click();
      await seconds(4);
      await lab.button('Lab').click();
      await seconds(5);
      poses.push(await lab.countPoses());
    }
  });
  const canvas = page.locator('canvas').first();
  const pictures = [await canvas.screenshot(), await seconds(2).then(() => canvas.screenshot())];

  console.log(`${describeTasks(tasks)}; ${poses.at(-1)! - poses[0]} poses`);
  expect(slowKinds(tasks, 50)).toEqual([]);
  for (let part = 1; part < poses.length; part++) expect(poses[part]).toBeGreaterThan(poses[part - 1] + 15);
  expect(pictures[0].equals(pictures[1])).toBe(false);
  await expect(lab.state).toContainText('Training');
  expect(lab.errors).toEqual([]);
});
