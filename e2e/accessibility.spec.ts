import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { LabPage } from './labPage.ts';
import { fallingLoss, finetunedHopper, finetunedRecords, runFile } from './runFiles.ts';
import { RunsPage } from './runsPage.ts';

const screens = [
  { width: 1440, height: 900, isPhone: false },
  { width: 390, height: 844, isPhone: true },
] as const;

for (const { width, height, isPhone } of screens) {
  test(`axe finds nothing serious on any view or dialog at ${width}×${height}, light and dark`, async ({
    browser,
    baseURL,
  }) => {
    const context = await browser.newContext({
      viewport: { width, height },
      reducedMotion: 'reduce',
      hasTouch: isPhone,
      baseURL,
    });
    const page = await context.newPage();
    const lab = new RunsPage(page);
    await lab.open();
    await expect(lab.panel('Success').locator('.chart-area > *').first()).toBeVisible();
    await check(page, 'the lab, and the offer of the tour');
    await lab.button('Not now').click();
    // What follows does not look at it, and a software GPU draws it on the cores that axe needs.
    await lab.button('Pause robot').click();

    for (const [name, title] of [
      ['Presets', 'What do you want to see?'],
      ['Share', 'Share'],
      ['Help', 'Help'],
    ]) {
      await choose(page, name, isPhone);
      const dialog = page.getByRole('dialog', { name: title });
      await expect(dialog).toBeVisible();
      if (name === 'Share') await dialog.getByText('Leave out parts of the page').click();
      await check(page, title, '.dialog');
      if (name === 'Help') {
        for (const tab of ['Keyboard', 'Diagnostics']) {
          await dialog.getByRole('tab', { name: tab }).click();
          await check(page, `Help, ${tab}`, '.dialog');
        }
      }
      await page.keyboard.press('Escape');
      await expect(dialog).toHaveCount(0);
    }

    if (!isPhone) {
      await lab.backend.click();
      await check(page, 'the backend', '.popover');
      await page.keyboard.press('Escape');
    }

    await choose(page, 'Tour', isPhone);
    await expect(page.locator('.guide-card h2')).toBeFocused();
    await check(page, 'the tour', '.guide-card');
    await page.keyboard.press('Escape');

    await chooseLesson(page, isPhone);
    await expect(page.locator('.guide-card h2')).toBeFocused();
    // A wrong answer, so that its feedback is seen too.
    await page.locator('.lesson-question button').first().click();
    await expect(page.locator('.lesson-feedback')).toBeVisible();
    await check(page, 'the lesson', '.guide-card');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Bring back what was here' }).click();
    await expect(page.getByRole('button', { name: 'Bring back what was here' })).toHaveCount(0);

    for (const view of ['One step', 'Stage 2', 'Two runs', 'Sweep', 'Export', 'Speed', 'Runs']) {
      await choose(page, view, isPhone);
      await page.waitForTimeout(500);
      await check(page, view);
      if (view === 'Sweep') {
        await lab.button('Show an example').click();
        await expect(page.locator('.sweep-series').first()).toBeVisible();
        await check(page, 'a sweep');
      }
      if (view !== 'Two runs') continue;
      await lab.button('Set the difference').click();
      await lab.button('Let it differ').click();
      await check(page, 'what two runs differ in', '.rival-popover');
      await page.keyboard.press('Escape');
    }

    // Kept runs: their list, what there is to say of one, and two compared.
    await lab.takeIn(...[1, 2].map((seed) => runFile(`Seed ${seed}`, seed, fallingLoss(60, seed))));
    for (const seed of [1, 2]) await page.getByRole('checkbox', { name: `Compare Seed ${seed}` }).check();
    await check(page, 'kept runs');
    await page.locator('.run-name').first().click();
    await check(page, 'about a run');
    await lab.button('Close').click();
    await lab.button('Compare 2').click();
    await expect(page.getByRole('figure', { name: /of the chosen runs/ })).toBeVisible();
    await check(page, 'runs compared');
    await lab.button('← All runs').click();

    // A run of stage 2, as it was recorded.
    await lab.takeIn(runFile('Fine-tuned', 3, finetunedRecords(3), finetunedHopper));
    await lab.notice('“Fine-tuned” was taken in').getByRole('button', { name: 'Open' }).click();
    await expect(page.locator('.finetune-return .level.stage-1')).toBeVisible();
    await check(page, 'a run of stage 2');

    // An address is read again when it is edited: a scene of two numbers, and a part that cannot be used.
    await page.evaluate(() => {
      location.hash = 'scene=detour&view=one-step&dispersive.weight=-1';
    });
    await expect(page.getByRole('alert').first()).toContainText('dispersive.weight');
    await expect(page.getByRole('region', { name: 'One step, opened up' }).locator('svg').first()).toBeVisible();
    await check(page, 'the plane of an action, and a problem of the link');
    await page.getByRole('button', { name: 'Velocity loss: data and files' }).click();
    await check(page, 'a chart’s menu', '.menu');
    await page.getByRole('menuitem', { name: 'Data table' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await check(page, 'a chart’s data', '.dialog');
    await context.close();
  });
}

test('the whole first visit works by keyboard alone', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open({ 'evaluation.interval': 100_000 });
  await expect(page.locator('.backend-badge[data-backend]')).toBeVisible();
  const press = (key: string) => page.keyboard.press(key);
  /** Goes on by Tab, as a person would, until the control has the focus. */
  const tabTo = async (name: string) => {
    const control = page.getByRole('button', { name, exact: true });
    for (let presses = 0; presses < 60; presses++) {
      if (await control.evaluateAll((found) => found.includes(document.activeElement as HTMLElement))) return;
      await press('Tab');
    }
    throw new Error(`60 presses of Tab do not reach ${name}`);
  };

  await press('Tab');
  await expect(lab.button('Skip to the panels')).toBeFocused();
  await tabTo('Tour');
  await press('Enter');
  const card = page.locator('.guide-card');
  await expect(card.getByRole('heading')).toBeFocused();
  await press('ArrowRight');
  await expect(card.getByRole('heading')).toHaveText('The usual way takes 32');
  await press('Escape');
  await expect(card).toHaveCount(0);
  await expect(lab.button('Tour')).toBeFocused();

  await press('Shift+Tab');
  await expect(lab.button('Presets')).toBeFocused();
  await press('Enter');
  const presets = page.getByRole('dialog', { name: 'What do you want to see?' });
  await expect(presets).toBeVisible();
  for (let presses = 0; presses < 12; presses++) {
    await press('Tab');
    if (
      await presets.getByRole('button', { name: /^A quick look/ }).evaluate((card) => card === document.activeElement)
    )
      break;
  }
  await press('Enter');
  await expect(presets).toHaveCount(0);
  await expect(lab.setting('Hidden size')).toHaveValue('128');

  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await press(' ');
  await expect(lab.state).toContainText('Training');
  await press(' ');
  await expect(lab.state).toContainText('Paused');
  await press('s');
  await press('g');
  await press('o');
  await expect(page.locator('.views')).toHaveAttribute('data-view', 'one-step');
  await press('g');
  await press('l');
  await press('?');
  const help = page.getByRole('dialog', { name: 'Help' });
  await expect(help.getByRole('button', { name: 'Close' })).toBeFocused();
  await press('Escape');
  await expect(help).toHaveCount(0);

  // Letters typed into a field stay there.
  await lab.setting('Seed').focus();
  await press('r');
  await expect(lab.setting('Seed')).toHaveValue(/r/);
  await expect(lab.state).toContainText('Paused');
});

async function choose(page: Page, name: string, isPhone: boolean): Promise<void> {
  if (!isPhone) return page.getByRole('button', { name, exact: true }).click();
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await page.getByRole('menuitem', { name: new RegExp(`^${name}`) }).click();
}

/** Looks in both themes: the page follows the system's while nobody has chosen one. */
async function check(page: Page, what: string, within?: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    // What draws with the theme's colours has drawn anew by the second frame.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    // In the page itself; otherwise axe opens another page for every result. There are no frames to look into.
    const axe = new AxeBuilder({ page }).setLegacyMode();
    const { violations } = await (within ? axe.include(within) : axe).analyze();
    const serious = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
    expect.soft(serious, `${what}, ${colorScheme}`).toEqual([]);
  }
}

/** On a phone the menu of the page names each lesson. */
async function chooseLesson(page: Page, isPhone: boolean): Promise<void> {
  const title = 'Representation collapse';
  await page.getByRole('button', { name: isPhone ? 'Menu' : 'Lesson', exact: true }).click();
  await page.getByRole('menuitem', { name: isPhone ? `Lesson: ${title}` : title }).click();
}
