/** @file The page answers at once while it trains: a minute of training with every panel open. */
import { expect, test } from '@playwright/test';
import { LabPage } from './labPage.ts';
import { traceTasks } from './mainThread.ts';

const seconds = (count: number) => new Promise((resolve) => setTimeout(resolve, 1000 * count));

test('in a minute of training with every panel open no task keeps the page for 50 ms, and the scene moves on', async ({
  page,
  browser,
}) => {
  test.setTimeout(300_000);
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
  await expect(lab.state).toContainText('Training', { timeout: 60_000 });
  // What opens for the first time is compiled then: that belongs to opening it, not to training.
  for (const view of ['One step', 'Runs', 'Lab']) {
    await lab.button(view).click();
    await seconds(3);
  }

  const poses: number[] = [await lab.countPoses()];
  const tasks = await traceTasks(browser, page, test.info().outputPath('trace.json'), async () => {
    await seconds(20);
    poses.push(await lab.countPoses());
    await page.mouse.move(1200, 200);
    await page.mouse.move(1300, 210, { steps: 30 });
    await seconds(4);
    await lab.button('One step').click();
    await seconds(18);
    poses.push(await lab.countPoses());
    await lab.button('Runs').click();
    await seconds(8);
    await lab.button('Lab').click();
    await seconds(10);
    poses.push(await lab.countPoses());
  });
  const canvas = page.locator('canvas').first();
  const pictures = [await canvas.screenshot(), await seconds(2).then(() => canvas.screenshot())];

  const over = tasks.filter((task) => task.wall > 50);
  console.log(
    `longest main-thread tasks: ${tasks
      .slice(0, 3)
      .map(({ busy }) => busy.toFixed(0))
      .join(', ')} ms of processor time; ${tasks.length} tasks, ${over.length} over 50 ms on the clock, the longest ` +
      `${Math.max(...tasks.map(({ wall }) => wall)).toFixed(0)} ms; ${poses.at(-1)! - poses[0]} poses`,
  );
  expect(tasks[0].busy).toBeLessThan(50);
  for (let part = 1; part < poses.length; part++) expect(poses[part]).toBeGreaterThan(poses[part - 1] + 30);
  expect(pictures[0].equals(pictures[1])).toBe(false);
  await expect(lab.state).toContainText('Training');
  expect(lab.errors).toEqual([]);
});
