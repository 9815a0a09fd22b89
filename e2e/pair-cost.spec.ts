/** @file What a second run costs: time to train, and time of the page. */
import { expect, type Page, test } from '@playwright/test';
import { LabPage } from './labPage.ts';
import { describeTasks, slowKinds, traceTasks } from './mainThread.ts';
import { timeSteps } from './stepClock.ts';
import { tapWorkers } from './workerTap.ts';

const seconds = (count: number) => new Promise((resolve) => setTimeout(resolve, 1000 * count));

/** Both runs stand in their view before their first step, and differ in the dispersive loss. */
async function openPair(page: Page, lab: LabPage, settings: Readonly<Record<string, string | number>>): Promise<void> {
  await tapWorkers(page);
  await lab.open({ ...settings, rival: 'dispersive.weight:0', view: 'pair' });
  await lab.chooseBackend('wasm');
}

test('two Lift runs that train together take at most 2.2 times as long as one', async ({ page }) => {
  test.setTimeout(180_000);
  const lab = new LabPage(page);
  // Network and batch are the scene's own; only the evaluations are spared, which both runs have alike.
  await openPair(page, lab, { 'training.logInterval': 1, 'evaluation.interval': 1_000_000 });
  const freeze = (name: 'Freeze' | 'Frozen') => page.getByRole('region', { name: 'Run B' }).getByText(name).click();
  const steps = 40;
  await freeze('Freeze');
  await lab.button('Train').click();
  await timeSteps(page, 1, 10);
  const alone = [await timeSteps(page, 1, steps)];

  await freeze('Frozen');
  await lab.button('Pause').click();
  await lab.button('Continue').click();
  await expect(page.getByTestId('state-b')).toContainText('Training', { timeout: 60_000 });
  await timeSteps(page, 2, 10);
  const both = await timeSteps(page, 2, steps);

  await freeze('Freeze');
  await expect(page.getByTestId('state-b')).toContainText('Frozen');
  // Alone again, so that a machine that grew slower or faster meanwhile counts for neither.
  alone.push(await timeSteps(page, 1, steps));
  const ratio = both / ((alone[0] + alone[1]) / 2);
  const said = (milliseconds: number) => `${(milliseconds / steps).toFixed(1)} ms`;
  console.log(
    `a step of one run ${said(alone[0])}, of two ${said(both)}, of one again ${said(alone[1])}: ${ratio.toFixed(2)} times`,
  );
  expect(ratio).toBeLessThan(2.2);
  expect(lab.errors).toEqual([]);
});

test('while two runs train side by side no task keeps the page for 50 ms', async ({ page, browser }) => {
  test.setTimeout(180_000);
  const lab = new LabPage(page);
  await openPair(page, lab, {
    'policy.hiddenSize': 64,
    'training.batchSize': 64,
    'training.steps': 1_000_000,
    'training.logInterval': 5,
    'representation.interval': 50,
    'evaluation.interval': 200,
    'evaluation.episodes': 4,
    'evaluation.stepLimit': 40,
  });
  await lab.button('Train').click();
  for (const side of ['a', 'b']) {
    await expect(page.getByTestId(`state-${side}`)).toContainText('Training', { timeout: 60_000 });
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
