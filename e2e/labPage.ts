/** @file The lab's page as a visitor sees it: how to find what is on it. */
import type { Locator, Page } from '@playwright/test';
import { drawSeldom } from './workerScripts.ts';

export class LabPage {
  /** Errors that the page wrote to its console, or did not catch */
  readonly errors: string[] = [];
  /** Whether the scene is drawn as often as the browser can; it takes both cores where there is no GPU */
  protected readonly seesEveryFrame: boolean = false;

  constructor(readonly page: Page) {
    page.on('console', (message) => message.type() === 'error' && this.errors.push(message.text()));
    page.on('pageerror', (error) => this.errors.push(error.message));
  }

  /** @param settings settings that differ from their defaults, as the address holds them */
  async open(settings: Readonly<Record<string, string | number>> = {}): Promise<void> {
    const hash = Object.entries(settings).map(([key, value]) => `${key}=${value}`);
    if (!this.seesEveryFrame) await drawSeldom(this.page);
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

  /** A message of the page; screen readers are told the same elsewhere */
  notice(text: string | RegExp): Locator {
    return this.page.locator('.notice').filter({ hasText: text });
  }

  /** The setting of that label, in the form */
  setting(label: string): Locator {
    return this.panel('Experiment').getByLabel(label, { exact: true });
  }

  /** What opens the gallery of scenes; it names the scene there is */
  get sceneButton(): Locator {
    return this.page.locator('.scene-button');
  }

  /** Chooses a scene in the gallery. */
  async chooseScene(id: string): Promise<void> {
    await this.sceneButton.click();
    const card = this.page.locator(`.dialog [data-scene="${id}"]`);
    await card.waitFor({ state: 'attached' });
    const versions = this.page.locator('.variants', { has: this.page.locator(`[data-scene="${id}"]`) });
    if ((await versions.count()) > 0 && (await versions.getAttribute('open')) === null) {
      await versions.locator('summary').click();
    }
    await card.click();
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
    return Number(await this.poses.getAttribute('data-poses'));
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
