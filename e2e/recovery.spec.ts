import { expect, test } from '@playwright/test';
import { LabPage } from './labPage.ts';

test('a run whose worker is killed goes on from its last snapshot, and says so', async ({ page }) => {
  test.setTimeout(180_000);
  const lab = new LabPage(page);
  await lab.open({
    'policy.hiddenSize': 16,
    'training.steps': 4000,
    'training.batchSize': 16,
    'training.logInterval': 10,
    'training.snapshotInterval': 20,
    'evaluation.interval': 4000,
    'evaluation.episodes': 1,
  });
  await lab.button('Train').click();
  await expect(lab.state).toContainText('Training', { timeout: 60_000 });
  const stepOf = async () => Number((await page.locator('.progress').innerText()).match(/(\d+) \/ 4,000/)?.[1] ?? 0);
  await expect.poll(stepOf, { timeout: 60_000 }).toBeGreaterThan(60);

  // A worker that is gone says nothing: only its silence tells.
  for (const worker of page.workers()) {
    await worker.evaluate(() => {
      if (self.name === 'training') self.close();
    });
  }
  await expect(page.getByText(/The training worker died\. A new one goes on from step \d+/).first()).toBeVisible({
    timeout: 60_000,
  });
  await expect(lab.state).toContainText('Training', { timeout: 60_000 });
  const resumed = await stepOf();
  await expect.poll(stepOf, { timeout: 60_000 }).toBeGreaterThan(resumed + 40);
  expect(lab.errors).toEqual([]);
});
