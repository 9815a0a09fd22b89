import { expect, test } from '@playwright/test';
import { fallingLoss, runFile } from './runFiles.ts';
import { RunsPage, tiny } from './runsPage.ts';

test('a run is kept by itself, named, duplicated, deleted, brought back, downloaded and taken in again, by keyboard', async ({
  page,
}) => {
  const lab = new RunsPage(page);
  await lab.open({ ...tiny, 'training.steps': 30 });
  // Before the first run the charts show a recorded one.
  await expect(lab.summary('Velocity loss')).toContainText('Step 5,000');
  await lab.button('Train').click();
  await expect(lab.state).toHaveText(/^Finished/, { timeout: 120_000 });

  const runs = page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Runs', exact: true });
  await lab.tabTo(runs, 'Shift+Tab');
  await page.keyboard.press('Enter');
  const row = lab.row('Lift · seed 0');
  await expect(row).toContainText('30 / 30');
  await expect(row).toContainText('On this page');

  await lab.tabTo(row.locator('.run-name'));
  await page.keyboard.press('Enter');
  await lab.tabTo(page.getByLabel('Name', { exact: true }));
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('My first run');
  await lab.tabTo(page.getByLabel('Note', { exact: true }));
  await page.keyboard.type('It lifts nothing yet');
  await lab.tabTo(page.getByRole('radio', { name: /^Colour/, checked: true }));
  await page.keyboard.press('ArrowRight');
  const named = lab.row('My first run');
  await expect(named).toContainText('It lifts nothing yet');
  await expect(page.getByRole('radio', { name: 'Colour 2' })).toBeChecked();

  // By keyboard into the menu, and through it.
  await named.getByRole('button', { name: 'More about My first run' }).focus();
  await page.keyboard.press('Enter');
  await lab.arrowTo(page.getByRole('menuitem', { name: 'Duplicate with a change' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('note').filter({ hasText: 'The settings of “My first run”' })).toBeVisible();
  await lab.setting('Seed').fill('4');
  await expect(page.getByRole('note').filter({ hasText: '“My first run” with another Seed.' })).toBeVisible();

  await lab.show();
  const file = await lab.download(() => lab.choose(named, 'Download'));
  expect(file.name).toBe('my-first-run.run');
  expect(file.run).toMatchObject({ note: 'It lifts nothing yet', step: 30, phase: 'finished' });
  expect(file.run.origin.versions).toMatchObject({ tfjs: '4.22.0' });
  expect(file.snapshot).not.toBeNull();
  expect(file.records.filter(({ kind }) => kind === 'training')).toHaveLength(6);

  await lab.choose(named, 'Delete');
  await expect(named).toHaveCount(0);
  await lab.notice('was deleted').getByRole('button', { name: 'Undo' }).click();
  await expect(named).toBeVisible();

  await lab.takeIn({ name: 'again.run', mimeType: '', buffer: file.bytes });
  await expect(named).toHaveCount(2);
  file.bytes[200] ^= 1;
  await lab.takeIn({ name: 'broken.run', mimeType: '', buffer: file.bytes });
  await expect(lab.notice('broken.run: the checksum does not match')).toBeVisible();
  await page.reload();
  await expect(named).toHaveCount(2);
  expect(lab.errors).toEqual([]);
});

test('runs are compared: one by one, by group with its interval and n, and only in what differs', async ({ page }) => {
  const lab = new RunsPage(page);
  await lab.open();
  await lab.show();
  await lab.takeIn(...[1, 2, 3].map((seed) => runFile(`Seed ${seed}`, seed, fallingLoss(200, seed))));
  for (const seed of [1, 2, 3]) await page.getByRole('checkbox', { name: `Compare Seed ${seed}` }).check();
  await lab.button('Compare 3').click();
  const chart = page.getByRole('figure', { name: 'Velocity loss of the chosen runs' });
  await expect(chart.locator('.curve')).toHaveCount(3);
  const settings = page.getByRole('region', { name: 'Settings compared' });
  await expect(settings.getByRole('rowheader')).toHaveText(['Seed']);
  await settings.getByText('Only what differs').click();
  await expect(settings.getByRole('rowheader', { name: 'Weight α' })).toBeVisible();
  await page.getByText('Group by everything but the seed').click();
  await expect(chart.locator('.curve')).toHaveCount(1);
  await expect(page.locator('.overlay-legend')).toHaveText('Seed 1 and 2 other seedsn = 3');
  await expect(page.locator('.group-table').getByRole('row').last()).toContainText('3 of 3');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    lab
      .button('Download')
      .click()
      .then(() => page.getByRole('menuitem', { name: 'Values as CSV' }).click()),
  ]);
  expect(download.suggestedFilename()).toBe('comparison-velocity-loss.csv');
  expect(lab.errors).toEqual([]);
});

test('a run whose page was closed goes on to the same curve bit for bit, from the older snapshot where the newest is damaged', async ({
  page,
}) => {
  const lab = new RunsPage(page);
  const steps = 5000;
  // Not that tiny, so that the page is closed long before the run is over.
  const slow = { ...tiny, 'policy.hiddenSize': 128, 'training.batchSize': 128 };
  await lab.open({ ...slow, 'training.steps': steps });
  await lab.button('Train').click();
  await expect.poll(async () => (await lab.slots()).length, { timeout: 90_000 }).toBe(2);
  await page.reload();
  const [newest, older] = await lab.slots();
  expect(newest).toBeLessThan(steps);
  await lab.damageNewestSnapshot();
  const found = lab.notice(/stopped at step [\d,]+ when the page closed/);
  await expect(found).toBeVisible();
  await lab.resume(() => found.getByRole('button', { name: 'Resume' }).click());
  await expect(
    lab.notice(
      `The snapshot of step ${newest} is damaged; the one of step ${older} is used, ${newest - older} steps are lost.`,
    ),
  ).toBeVisible();
  await expect(lab.state).toHaveText(/^Finished/, { timeout: 120_000 });
  await lab.show();
  const resumed = await lab.download(() => lab.choose(lab.row('Lift · seed 0'), 'Download'));

  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Lab' }).click();
  await lab.button('Reset').click();
  await lab.button('Train').click();
  await expect(lab.state).toHaveText(/^Finished/, { timeout: 120_000 });
  await lab.show();
  const whole = await lab.download(() => lab.choose(lab.row('On this page'), 'Download'));
  expect(whole.run.id).not.toBe(resumed.run.id);
  const numbers = ({ records }: typeof whole) =>
    records.filter(({ kind }) => kind === 'training' || kind === 'representation');
  expect(numbers(resumed)).toEqual(numbers(whole));
  expect(numbers(whole).filter(({ kind }) => kind === 'training')).toHaveLength(steps / 5);
  expect(lab.errors).toEqual([]);
});

test('where the space is used up training goes on, the run can be downloaded, and saving goes on when there is space', async ({
  page,
}) => {
  const lab = new RunsPage(page);
  await lab.open({ ...tiny, 'training.steps': 100_000 });
  await lab.button('Train').click();
  await expect.poll(async () => (await lab.slots()).length, { timeout: 90_000 }).toBeGreaterThan(0);
  const browser = await page.context().newCDPSession(page);
  const origin = new URL(page.url()).origin;
  await browser.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1000 });
  const told = lab.notice('The space for kept runs is used up. Training goes on');
  await expect(told).toBeVisible();
  const before = await lab.step();
  await expect.poll(() => lab.step()).toBeGreaterThan(before + 20);
  const file = await lab.download(() => told.getByRole('button', { name: 'Download this run' }).click());
  expect(file.run.step).toBeGreaterThan(before);
  expect(Math.max(...file.records.map(({ step }) => step))).toBeGreaterThan(before - 5);
  await browser.send('Storage.overrideQuotaForOrigin', { origin });
  await expect(lab.notice('There is space again')).toBeVisible({ timeout: 40_000 });
  await expect(told).toHaveCount(0);
  expect(lab.errors).toEqual([]);
});

test('a run is written by one tab: another reads it, and takes it over when the first one closes', async ({
  context,
}) => {
  const [first, second] = [new RunsPage(await context.newPage()), new RunsPage(await context.newPage())];
  await first.open({ ...tiny, 'training.steps': 100_000 });
  await first.button('Train').click();
  await expect.poll(async () => (await first.slots()).length, { timeout: 90_000 }).toBeGreaterThan(0);
  await second.open();
  await second.show();
  const row = second.row('Lift · seed 0');
  await expect(row).toContainText('In another tab');
  await row.getByRole('button', { name: 'Open', exact: true }).click();
  const readOnly = second.notice('is open in another tab, so it can only be read here');
  await second.resume(async () => {
    await readOnly.getByRole('button', { name: 'Go on here when that tab closes' }).click();
    await expect(second.summary('Velocity loss')).toContainText('moving average');
    await first.page.close();
  });
  await expect(second.state).toContainText('Training');
  const step = await second.step();
  await expect.poll(() => second.step()).toBeGreaterThan(step);
  expect(second.errors).toEqual([]);
});
