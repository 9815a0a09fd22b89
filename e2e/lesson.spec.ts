import { expect, test } from '@playwright/test';
import { LessonPage } from './lessonPage.ts';
import { phone } from './phone.ts';

/** A link may say how long the lesson's runs are: here, seconds. */
const short = {
  'policy.hiddenSize': 16,
  'training.steps': 40,
  'training.batchSize': 16,
  'representation.interval': 10,
  'representation.probeSize': 32,
  'evaluation.interval': 40,
  'evaluation.episodes': 4,
};

const titles = [
  'Two dials name the doors',
  'Two runs, one difference',
  'Watch the effective rank, not the cloud',
  'What the cloud cannot say',
  'Does it matter?',
  'Lost, or only too small?',
  'The control: no loss at all',
  'What would convince you?',
] as const;

/** What is asked where the reader's own runs decide: right or wrong, but never before they have ended */
const measured: readonly string[] = [titles[2], titles[4], titles[5], titles[6]];

class CollapsePage extends LessonPage {
  expectStep(index: number): Promise<void> {
    return this.expectStepOf('collapse', titles[index], index);
  }

  expectVerdict(index: number, choice: number): Promise<void> {
    return this.expectAnswered(choice, measured.includes(titles[index]) ? /^(Right|Not quite)\.$/ : 'Right.');
  }
}

test('the whole lesson by mouse: each step sets the page, asks, and is answered by the runs', async ({ page }) => {
  const lab = new CollapsePage(page);
  await lab.open({ ...short, lesson: 'collapse' });
  const next = lab.card.getByRole('button', { name: 'Next' });
  await lab.expectStep(0);
  await expect(lab.panel('Dials')).toBeVisible();
  // A wrong answer is told why, and another can be tried.
  await lab.choices.nth(2).click();
  await expect(lab.verdict).toHaveText('Not quite.');
  await lab.choices.nth(1).click();
  await lab.expectVerdict(0, 1);

  const rightOnes = [1, 0, 0, 1, 1, 1, 1, 1];
  for (let index = 1; index < titles.length; index++) {
    await next.click();
    await lab.expectStep(index);
    if (index === 1) {
      await expect(page.locator('.views')).toHaveAttribute('data-view', 'pair');
      await expect(page.getByTestId('pair-difference')).toContainText('none → infonce_l2');
      await expect(lab.card.locator('.lesson-progress')).toHaveText([/^Run A: /, /^Run B: /]);
    }
    if (index === 3) {
      for (const caveat of ['Distances between clusters mean nothing', 'perplexity', 'The same data twice']) {
        await expect(lab.card.locator('.lesson-points')).toContainText(caveat);
      }
    }
    await lab.choices.nth(rightOnes[index]).click();
    await lab.expectVerdict(index, rightOnes[index]);
  }
  await expect(page.getByTestId('pair-difference')).toContainText('none → layer');
  await lab.card.getByRole('button', { name: 'Set a difference of your own' }).click();
  await expect(lab.card).toHaveCount(0);
  await expect(page).not.toHaveURL(/lesson=/);
  await page.getByRole('button', { name: 'Bring back what was here' }).click();
  await expect(page.locator('.views')).toHaveAttribute('data-view', 'lab');
  await expect(lab.state).toHaveText('Ready');
  expect(lab.errors).toEqual([]);
});

test('the whole lesson by keyboard alone, left on the way and gone on with', async ({ page }) => {
  const lab = new CollapsePage(page);
  await lab.open({ ...short, lesson: 'collapse' });
  const press = (key: string) => page.keyboard.press(key);
  /** From the heading Tab leads to the choices. */
  const answer = async (index: number, choice: number) => {
    await lab.tabTo(choice);
    await press('Enter');
    await lab.expectVerdict(index, choice);
  };
  const rightOnes = [1, 0, 0, 1, 1, 1, 1, 1];
  for (let index = 0; index < titles.length; index++) {
    if (index > 0) await press('ArrowRight');
    await lab.expectStep(index);
    await answer(index, rightOnes[index]);
    if (index !== 1) continue;
    // The other way, and back: what was answered is still there.
    await press('ArrowLeft');
    await lab.expectStep(0);
    await expect(lab.choices.nth(1)).toHaveAttribute('aria-pressed', 'true');
    await press('ArrowRight');
    await lab.expectStep(1);
    await press('Escape');
    await expect(lab.card).toHaveCount(0);
    await lab.button('Lesson').focus();
    await press('Enter');
    await expect(page.getByRole('menuitem', { name: /^Representation collapse/ })).toBeFocused();
    await press('Enter');
    await lab.expectStep(1);
  }
  await press('ArrowRight');
  await expect(lab.card).toHaveCount(0);
  await expect(lab.button('Lesson')).toBeFocused();
  await expect(lab.notice('The lesson is done.')).toBeVisible();
  expect(lab.errors).toEqual([]);
});

test('on a phone the lesson says that training needs a computer, and recorded runs answer', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ ...phone, baseURL });
  const page = await context.newPage();
  const lab = new CollapsePage(page);
  await lab.open({ lesson: 'collapse:5' });
  await expect(lab.card).toContainText('Training needs a computer');
  await lab.choices.nth(1).tap();
  await expect(lab.card.locator('.lesson-feedback')).toHaveText(/^Right\. A: \d+ of 100 .* with 1 step/);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  const box = (await lab.card.boundingBox())!;
  expect(box.y + box.height).toBeCloseTo(844, 0);
  await context.close();
});
