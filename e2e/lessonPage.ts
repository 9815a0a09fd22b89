/** @file A lesson as its reader sees it: the card, its question, and what is said of an answer. */
import { expect } from '@playwright/test';
import { LabPage } from './labPage.ts';

export class LessonPage extends LabPage {
  readonly card = this.page.locator('.guide-card');
  readonly title = this.card.getByRole('heading');
  readonly choices = this.card.getByRole('group').getByRole('button');
  readonly verdict = this.card.locator('.lesson-feedback strong');

  /** @param index from 0 */
  async expectStepOf(name: string, title: string, index: number): Promise<void> {
    await expect(this.title).toHaveText(title);
    await expect(this.title).toBeFocused();
    await expect(this.page).toHaveURL(new RegExp(`lesson=${name}${index === 0 ? '$' : `:${index + 1}$`}`));
  }

  /** What is said of the answer that was just pressed. */
  async expectAnswered(choice: number, verdict: string | RegExp): Promise<void> {
    await expect(this.choices.nth(choice)).toHaveAttribute('aria-pressed', 'true');
    await expect(this.choices.nth(choice)).toContainText('Your answer');
    await expect(this.verdict).toHaveText(verdict);
  }

  /** From the heading Tab leads to the choices. */
  async tabTo(choice: number): Promise<void> {
    for (let presses = 0; presses < 8; presses++) {
      await this.page.keyboard.press('Tab');
      if (await this.choices.nth(choice).evaluate((button) => button === document.activeElement)) return;
    }
    throw new Error(`8 presses of Tab do not reach choice ${choice}`);
  }
}
