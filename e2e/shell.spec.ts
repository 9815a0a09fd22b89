import { expect, type Page, test } from '@playwright/test';
import { LabPage } from './labPage.ts';
import { phone } from './phone.ts';

test('a link with bad parts says which, field by field, and the rest of it holds', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open({
    view: 'attic',
    hide: 'latency,roof',
    theme: 'dark',
    seed: 7,
    'training.steps': 'many',
    preset: 'x',
  });
  const alert = page.getByRole('alert').filter({ hasText: 'This part of the link' });
  await expect(alert).toContainText(
    'view: expected one of lab, one-step, finetune, pair, sweep, runs, export, speed, received attic',
  );
  await expect(alert).toContainText('hide: expected a panel, a control or a setting, received roof');
  await expect(alert).toContainText('training.steps: expected a whole number from 1 to 10000000, received many');
  await expect(alert).toContainText('preset: there is none called x');
  await expect(lab.setting('Seed')).toHaveValue('7');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(lab.panel('Velocity loss')).toBeVisible();
  await expect(lab.panel('Latency')).toHaveCount(0);

  // A hash typed by hand is read again.
  await page.evaluate(() => {
    location.hash = '#seed=8&hide=loss,seed,new-seed';
  });
  await expect(alert).toHaveCount(0);
  await expect(lab.panel('Velocity loss')).toHaveCount(0);
  await expect(lab.setting('Seed')).toHaveCount(0);
  await expect(lab.button('New seed')).toHaveCount(0);
  await expect(lab.panel('Latency')).toBeVisible();
  expect(lab.errors).toEqual([]);
});

test('embedded, the page is its panels and a way to the whole lab; presenting, the form is folded away', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open({ mode: 'embed', seed: 4 });
  await expect(lab.button('Train')).toBeVisible();
  await expect(lab.button('Share')).toHaveCount(0);
  await expect(page.getByText('New here?')).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Open in the lab' })).toHaveAttribute('href', '/#seed=4');

  await lab.open({ mode: 'present' });
  await expect(lab.panel('Experiment')).toHaveCount(0);
  await lab.button('Settings').click();
  await expect(lab.panel('Experiment')).toBeVisible();
  const size = await page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize));
  expect(size).toBeGreaterThan(16);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1440);
});

test('sharing copies a link, an embedding snippet and a command; a refused clipboard leaves the text selected', async ({
  page,
  context,
}) => {
  const lab = new LabPage(page);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await lab.open({ seed: 3, 'dispersive.weight': 0.1 });
  await lab.button('Share').click();
  const dialog = page.getByRole('dialog', { name: 'Share' });
  await dialog.getByText('Leave out parts of the page').click();
  await dialog.getByRole('checkbox', { name: 'Latency' }).check();
  await dialog.getByText('Presenting', { exact: true }).click();
  await dialog.getByRole('button', { name: 'Copy link' }).click();
  await expect(dialog.getByRole('button', { name: 'Copied' })).toBeVisible();
  const link = await readClipboard(page);
  expect(new URL(link).hash).toBe('#seed=3&dispersive.weight=0.1&mode=present&hide=latency');
  await dialog.getByRole('button', { name: 'Copy as command line' }).click();
  expect(await readClipboard(page)).toBe(
    'npm run lab -- pretrain lift --out runs/lift-3 --seed 3 --set dispersive.weight=0.1',
  );
  await expect(dialog.getByLabel('Inside another page')).toHaveValue(/^<iframe src=".*mode=embed.*"><\/iframe>$/);

  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  await dialog.getByRole('button', { name: 'Copy snippet' }).click();
  await expect(dialog.getByText('The browser refused to copy')).toBeVisible();
  expect(await page.evaluate(() => getSelection()?.toString())).toContain('<iframe');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(lab.button('Share')).toBeFocused();

  await page.goto('about:blank');
  await page.goto(link);
  await expect(page.getByTestId('step')).toBeVisible();
  await expect(lab.panel('Latency')).toHaveCount(0);
});

test('a preset fills the form, marks what differs from it, and can be left', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  await lab.button('Presets').click();
  const dialog = page.getByRole('dialog', { name: 'What do you want to see?' });
  await expect(dialog.getByText(/about .* here/).first()).toBeVisible();
  await dialog.getByRole('button', { name: /^Collapsed Dials/ }).click();
  await expect(dialog).toHaveCount(0);
  await expect(lab.setting('Dispersive loss')).toHaveValue('none');
  await expect(page).toHaveURL(/#preset=collapsed&.*dispersive\.kind=none/);
  await expect(lab.panel('Experiment').getByText(/changed/)).toHaveCount(0);

  await lab.setting('Seed').fill('9');
  await expect(lab.panel('Experiment').getByText('1 changed')).toBeVisible();
  await expect(page).toHaveURL(/seed=9/);
  await page.reload();
  await expect(lab.setting('Dispersive loss')).toHaveValue('none');
  await expect(lab.panel('Experiment').getByText('1 changed')).toBeVisible();
  await lab.button('As the preset').click();
  await expect(lab.setting('Seed')).toHaveValue('0');
  await lab.button('Leave the preset').click();
  await expect(lab.setting('Dispersive loss')).toHaveValue('infonce_l2');
  // The scene stays, with its own settings.
  await expect(page).toHaveURL(/\/#scene=dials$/);
});

test('reset keeps the seed, and a new seed is drawn, written into the form and into the address', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open({ seed: 5, 'policy.hiddenSize': 16, 'training.batchSize': 16, 'evaluation.interval': 100_000 });
  await lab.chooseBackend('wasm');
  const step = page.getByTestId('step');
  await lab.button('Step').click();
  await expect(step).toHaveText(/^1 \//);
  await lab.button('Reset').click();
  await expect(step).toHaveText(/^0 \//);
  await expect(lab.setting('Seed')).toHaveValue('5');

  await lab.button('Step').click();
  await expect(step).toHaveText(/^1 \//);
  await lab.button('New seed').click();
  await expect(step).toHaveText(/^0 \//);
  const seed = await lab.setting('Seed').inputValue();
  expect(seed).not.toBe('5');
  await expect(page).toHaveURL(new RegExp(`#seed=${seed}&`));
  await expect(lab.state).toHaveText('Ready');
});

test('a theme is chosen, and remembered on the next visit', async ({ page }) => {
  const lab = new LabPage(page);
  await page.emulateMedia({ colorScheme: 'light' });
  await lab.open();
  await lab.button('Theme').click();
  await page.getByRole('menuitem', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await lab.open();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page).toHaveURL(/\/$/);
});

test('the tour is offered once, sets the page up, shows a first result within two minutes, and leaves at any step', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open();
  await lab.button('Take the tour').click();
  const card = page.locator('.guide-card');
  const next = card.getByRole('button', { name: 'Next' });
  await expect(card.getByRole('heading')).toHaveText('One call moves this robot');
  await next.click();
  await next.click();
  await expect(page.locator('.views')).toHaveAttribute('data-view', 'one-step');
  const begun = Date.now();
  await next.click();
  await expect(lab.state).toContainText('Training');
  await next.click();
  await next.click();
  await expect(card.getByRole('heading')).toHaveText('Is one step enough?');
  const rows = lab.panel('Success').getByRole('table', { name: 'Latest evaluation' });
  await expect(rows.getByRole('row', { name: /^32 \d+ of \d+/ })).toBeVisible({ timeout: 150_000 });
  const seconds = (Date.now() - begun) / 1000;
  console.log(`the tour's first training result appeared ${seconds.toFixed(0)} s after its training began`);
  expect(seconds).toBeLessThan(120);
  await next.click();
  await expect(card.getByRole('heading')).toHaveText('Your turn');
  await page.keyboard.press('Escape');
  await expect(card).toHaveCount(0);

  await lab.open();
  await expect(lab.panel('Experiment')).toBeVisible();
  await expect(page.getByText('New here?')).toHaveCount(0);
  expect(lab.errors).toEqual([]);
});

test('on a phone the shipped policy plays and nothing promises training', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ ...phone, baseURL });
  const page = await context.newPage();
  const lab = new LabPage(page);
  await lab.open();
  await expect(page.getByText('Training needs a computer; here the shipped policies play.')).toBeVisible();
  await expect(lab.button('Train')).toHaveCount(0);
  const poses = await lab.countPoses();
  await expect.poll(() => lab.countPoses()).toBeGreaterThan(poses);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await lab.button('Take the tour').tap();
  const box = await page.locator('.guide-card').boundingBox();
  expect(box!.x).toBe(0);
  expect(box!.y + box!.height).toBeCloseTo(844, 0);
  await context.close();
});

const readClipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());
