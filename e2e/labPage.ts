/** @file The lab's page as a visitor sees it: how to find what is on it. */
import type { Locator, Page } from '@playwright/test';

export class LabPage {
  /** Errors that the page wrote to its console, or did not catch */
  readonly errors: string[] = [];

  constructor(readonly page: Page) {
    page.on('console', (message) => message.type() === 'error' && this.errors.push(message.text()));
    page.on('pageerror', (error) => this.errors.push(error.message));
  }

  /** @param settings settings that differ from their defaults, as the address holds them */
  async open(settings: Readonly<Record<string, string | number>> = {}): Promise<void> {
    const hash = Object.entries(settings).map(([key, value]) => `${key}=${value}`);
    // A new hash alone would not load the page anew.
    await this.page.goto('about:blank');
    await this.page.goto(hash.length > 0 ? `/#${hash.join('&')}` : '/');
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  panel(title: string): Locator {
    return this.page.getByRole('region', { name: title, exact: true });
  }

  /** The setting of that label, in the form */
  setting(label: string): Locator {
    return this.panel('Experiment').getByLabel(label, { exact: true });
  }

  /** A chart's one-line summary */
  summary(title: string): Locator {
    return this.panel(title).locator('figcaption');
  }

  get state(): Locator {
    return this.page.locator('.progress .phase dd');
  }

  get poses(): Locator {
    return this.page.getByTestId('live-status');
  }

  async countPoses(): Promise<number> {
    return Number(await this.poses.getAttribute('data-poses', { timeout: 30_000 }));
  }

  get backend(): Locator {
    return this.page.locator('.backend-badge');
  }

  async chooseBackend(backend: string): Promise<void> {
    await this.backend.click();
    await this.page.getByRole('combobox', { name: 'Backend' }).selectOption(backend);
    await this.page.locator(`.backend-badge[data-backend=${backend}]`).waitFor({ timeout: 120_000 });
    await this.page.keyboard.press('Escape');
  }
}
