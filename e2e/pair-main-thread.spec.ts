/** @file The page answers at once while two runs train in it. */
import { expect, test } from '@playwright/test';
import { LabPage } from './labPage.ts';
import { describeTasks, slowKinds, traceTasks } from './mainThread.ts';

const seconds = (count: number) => new Promise((resolve) => setTimeout(resolve, 1000 * count));

test('while two runs train side by side no task keeps the page for 50 ms', { tag: '@alone' }, async ({
  page,
  browser,
}) => {
  const lab = new LabPage(page);
  await lab.open({
    rival: 'dispersive.weight:0',
    view: 'pair',
    'policy.hiddenSize': 64,
    'training.batchSize': 64,
    'training.steps': 1_000_000,
    'training.logInterval': 5,
    'representation.interval': 50,
    'evaluation.interval': 200,
    'evaluation.episodes': 4,
    'evaluation.stepLimit': 40,
  });
  await lab.chooseBackend('wasm');
  await lab.button('Train').click();
  for (const side of ['a', 'b']) {
    await expect(page.getByTestId(`state-${side}`)).toContainText('Training');
  }
  await seconds(3);
  const tasks = await traceTasks(browser, page, test.info().outputPath('trace.json'), async () => {
    // Everything is done twice: see mainThread.ts.
    for (let round = 0; round < 2; round++) {
      await seconds(7);
      await page.mouse.move(700, 650);
      await page.mouse.move(900, 660, { steps: 30 });
      await seconds(2);
    }
  });
  console.log(describeTasks(tasks));
  expect(slowKinds(tasks, 50)).toEqual([]);
  expect(lab.errors).toEqual([]);
});
