import { expect, type Page, test } from '@playwright/test';
import { LabPage } from './labPage.ts';
import { phone } from './phone.ts';

/** Two networks that two cores train beside each other, looked at often. */
const small = {
  'policy.hiddenSize': 32,
  'policy.conditionHiddenSize': 16,
  'training.batchSize': 32,
  'training.steps': 20_000,
  'training.logInterval': 5,
  'representation.probeSize': 64,
  'representation.interval': 20,
  'evaluation.interval': 40,
  'evaluation.episodes': 2,
  'evaluation.stepLimit': 4,
};

test('two runs that differ in α train, are looked at in one colour code, and are compared on the same episodes', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open({ ...small, 'dispersive.weight': 0, view: 'pair' });
  await lab.chooseBackend('wasm');
  await setDifferenceByKeyboard(page);
  await expect(page.getByTestId('pair-difference')).toHaveText('Weight α: 0 → 0.5');
  await expect(page).toHaveURL(/rival=dispersive\.weight:0\.5/);

  await lab.button('Train').click();
  const points = (side: string) => page.locator(`.pair-picture[data-side=${side}] .points`);
  for (const side of ['a', 'b']) {
    await expect(points(side)).toHaveAttribute('data-points', '64');
    await expect(page.getByTestId(`${side}-effectiveRank`)).toHaveText(/^\d/);
  }

  const outcomes = lab.panel('Success of both');
  for (const run of ['A, 1 step', 'A, 32 steps', 'B, 1 step', 'B, 32 steps']) {
    await expect(outcomes.getByRole('row', { name: new RegExp(`${run} \\d of 2`) })).toBeVisible();
  }
  const paired = outcomes.getByRole('table', { name: 'The same episodes, paired' });
  await expect(paired.getByRole('columnheader', { name: 'only B' })).toBeVisible();
  await expect(paired.getByRole('row', { name: /^1 step/ })).toBeVisible();

  await lab.button('Pause').click();
  await expect(page.getByTestId('state-a')).toContainText('Paused');
  await expect(page.getByTestId('state-b')).toContainText('Paused');

  // One choice colours both pictures, by an observation and by a mode.
  for (const label of ['robot0_eef_pos[2]', 'grip']) {
    const before = [await points('a').innerHTML(), await points('b').innerHTML()];
    await lab.panel('Two runs').getByLabel('Colour the points by').selectOption({ label });
    await expect.poll(() => points('a').innerHTML()).not.toBe(before[0]);
    await expect.poll(() => points('b').innerHTML()).not.toBe(before[1]);
  }
  const slider = page.getByRole('slider', { name: 'Look back' });
  await slider.press('Home');
  await expect(slider).toHaveAttribute('aria-valuetext', 'step 0');
  await expect(page.getByRole('table', { name: 'Spread in numbers at step 0' })).toBeVisible();

  await lab.button('Freeze run A').click();
  const stepOfA = await page.getByTestId('step-a').textContent();
  await lab.button('Reset').click();
  await expect(page.getByTestId('state-b')).toContainText('Ready 0');
  await expect(page.getByTestId('state-a')).toContainText(`Frozen ${stepOfA}`);
  expect(stepOfA).not.toBe('0');
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(900);
  expect(lab.errors).toEqual([]);
});

/** Opens the editor, adds the weight, gives B another value and closes it, without a mouse. */
async function setDifferenceByKeyboard(page: Page): Promise<void> {
  const press = (key: string) => page.keyboard.press(key);
  const trigger = page.getByRole('button', { name: 'Set the difference' });
  await trigger.focus();
  await press('Enter');
  const editor = page.getByRole('dialog', { name: 'What the two runs differ in' });
  await expect(editor).toBeVisible();
  const adder = editor.getByRole('combobox', { name: 'Another setting' });
  for (let presses = 0; presses < 5; presses++) {
    if (await adder.evaluate((select) => select === document.activeElement)) break;
    await press('Tab');
  }
  await expect(adder).toBeFocused();
  await expect(adder).toHaveValue('dispersive.weight');
  await press('Tab');
  await press('Enter');
  const ofB = editor.getByRole('textbox', { name: 'Weight α, run B' });
  await ofB.focus();
  await press('ControlOrMeta+a');
  await page.keyboard.type('0.5');
  await press('Escape');
  await expect(editor).toHaveCount(0);
  await expect(trigger).toBeFocused();
}

test('a pair is a link: its difference, its pictures and its coming runs are there again, on a phone without promises', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ ...phone, baseURL });
  const page = await context.newPage();
  const lab = new LabPage(page);
  await lab.open({ view: 'pair', rival: 'dispersive.weight:0.1,seed:3' });
  await expect(page.getByTestId('pair-difference')).toHaveText('Seed: 0 → 3; Weight α: 0.5 → 0.1');
  await expect(lab.button('Train')).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Freeze/ })).toHaveCount(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  expect(lab.errors).toEqual([]);
  await context.close();
});
