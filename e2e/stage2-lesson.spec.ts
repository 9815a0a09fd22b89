import { expect, test } from '@playwright/test';
import { LessonPage } from './lessonPage.ts';
import { phone } from './phone.ts';

/** A link may say how long the lesson's runs are: here, an iteration or two. */
const short = {
  lesson: 'beyond',
  'finetune.envSteps': 256,
  'finetune.environments': 4,
  'finetune.decisions': 4,
  'finetune.epochs': 1,
  'finetune.batchSize': 8,
  'evaluation.episodes': 2,
  'representation.probeSize': 16,
};

/** Each step's title, the choice to press, and whether the reader's own run judges it */
const steps = [
  ['The ceiling of imitation', 1, 'known'],
  ['Let it try, with nothing to hold it', 2, 'measured'],
  ['An anchor that never lets go', 1, 'measured'],
  ['An anchor that lets go', 0, 'measured'],
  ['Before and after', 0, 'known'],
  ['Paired with its parent', 0, 'measured'],
  ['One step against 32, afterwards', 1, 'measured'],
  ['What this does not show', 1, 'known'],
] as const;

const verdictAt = (index: number) => (steps[index][2] === 'known' ? 'Right.' : /^(Right|Not quite)\.$/);

class BeyondPage extends LessonPage {
  /** On wasm, whatever this machine's GPU can do */
  async begin(): Promise<void> {
    await this.open(short);
    await this.expectStep(0);
  }

  expectStep(index: number): Promise<void> {
    return this.expectStepOf('beyond', steps[index][0], index);
  }

  expectVerdict(index: number): Promise<void> {
    return this.expectAnswered(steps[index][1], verdictAt(index));
  }
}

test('the whole lesson by mouse: three trainings one after the other, and each judges its question', async ({
  page,
}) => {
  const lab = new BeyondPage(page);
  await lab.begin();
  await lab.chooseBackend('wasm');
  await expect(lab.panel('Detour')).toBeVisible();
  await expect(page.locator('.policy-label')).toHaveText('Before fine-tuning: “no-leap”');
  await expect(page.locator('.scene-legend [data-body=ghost]')).toContainText('32 steps');
  const next = lab.card.getByRole('button', { name: 'Next' });
  // A wrong answer is told why, and another can be tried.
  await lab.choices.nth(0).click();
  await expect(lab.verdict).toHaveText('Not quite.');
  for (const [index, [, choice]] of steps.entries()) {
    if (index > 0) {
      await next.click();
      await lab.expectStep(index);
    }
    await lab.choices.nth(choice).click();
    await lab.expectVerdict(index);
    await expect(page.locator('.views')).toHaveAttribute('data-view', 'finetune');
    if (index === 1) await expect(lab.card.locator('.lesson-progress')).toHaveText(/^The run: ended/);
    if (index === 4) await expect(page.locator('.scene-legend [data-body=ghost]')).toContainText('before');
  }
  await expect(lab.panel('Paired with its parent').getByRole('table')).toBeVisible();
  await lab.card.getByRole('button', { name: 'A leg that stops falling' }).click();
  await expect(lab.card).toHaveCount(0);
  await expect(page).toHaveURL(/preset=beyond-medium/);
  expect(lab.errors).toEqual([]);
});

test('the whole lesson by keyboard alone, left on the way and gone on with from the menu of lessons', async ({
  page,
}) => {
  const lab = new BeyondPage(page);
  await lab.begin();
  await lab.chooseBackend('wasm');
  await lab.title.focus();
  const press = (key: string) => page.keyboard.press(key);
  for (const [index, [, choice]] of steps.entries()) {
    if (index > 0) await press('ArrowRight');
    await lab.expectStep(index);
    await lab.tabTo(choice);
    await press('Enter');
    await lab.expectVerdict(index);
    if (index !== 2) continue;
    await press('Escape');
    await expect(lab.card).toHaveCount(0);
    await lab.button('Lesson').focus();
    await press('Enter');
    await expect(page.getByRole('menuitem', { name: /^Representation collapse/ })).toBeFocused();
    await press('ArrowDown');
    await press('Enter');
    await lab.expectStep(2);
  }
  await press('ArrowRight');
  await expect(lab.card).toHaveCount(0);
  await expect(lab.notice('The lesson is done.')).toBeVisible();
  expect(lab.errors).toEqual([]);
});

test('on a phone nothing is trained, and recorded runs answer', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ ...phone, baseURL });
  const lab = new LessonPage(await context.newPage());
  await lab.open({ lesson: 'beyond:4' });
  await expect(lab.card).toContainText('Training needs a computer');
  await lab.choices.nth(0).tap();
  await expect(lab.card.locator('.lesson-feedback')).toHaveText(/^Right\. Lets go: \d+ of 100 .* Held: \d+ of 100/);
  expect(await lab.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await context.close();
});
