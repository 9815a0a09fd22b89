/** @file The scene's panel as a visitor sees it, and the faults of its drawing worker. */
import type { Locator } from '@playwright/test';
import { LabPage } from './labPage.ts';

export class ScenePage extends LabPage {
  protected override readonly seesEveryFrame: boolean = true;

  get canvas(): Locator {
    return this.page.locator('.scene-frame canvas');
  }

  get slider(): Locator {
    return this.page.getByLabel('Moment of the episode');
  }

  get badge(): Locator {
    return this.page.locator('.episode-badge');
  }

  /** Takes everything off the canvas that lies on it, for a picture of the scene alone. */
  async clearCanvas(): Promise<void> {
    await this.page.evaluate(() => {
      for (const element of document.querySelectorAll<HTMLElement>('.scene-frame > :not(canvas), .scene-message')) {
        element.style.display = 'none';
      }
    });
  }

  /** Puts the focus on a control of that name with the Tab key alone. */
  async tabTo(control: Locator, direction: 'forwards' | 'backwards' = 'forwards'): Promise<void> {
    for (let presses = 0; presses < 120; presses++) {
      if (await control.evaluate((element) => element === document.activeElement)) return;
      await this.page.keyboard.press(direction === 'forwards' ? 'Tab' : 'Shift+Tab');
    }
    throw new Error('the Tab key never came to this control');
  }
}

/** Keeps the drawing worker's WebGL context where a test can take it away, as a driver does. */
export const keepContext = `{
  const getContext = OffscreenCanvas.prototype.getContext;
  OffscreenCanvas.prototype.getContext = function (...args) {
    const context = getContext.apply(this, args);
    if (context?.getExtension) self.loss = context.getExtension('WEBGL_lose_context');
    return context;
  };
}`;

/** A browser without WebGL */
export const refuseContext = `OffscreenCanvas.prototype.getContext = () => null;`;
