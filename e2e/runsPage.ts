/** @file The Runs view as a visitor sees it, and what the browser holds of the runs below it. */
import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import { decodeRunFile, type RunFile } from '../src/core/runs/runFile.ts';
import { LabPage } from './labPage.ts';

/** A network that trains in no time, and a long way to go */
export const tiny = {
  'policy.hiddenSize': 16,
  'policy.conditionHiddenSize': 8,
  'training.batchSize': 16,
  'training.logInterval': 5,
  'training.snapshotInterval': 20,
  'representation.probeSize': 32,
  'representation.interval': 100,
  'evaluation.interval': 100_000,
  'evaluation.episodes': 1,
  'evaluation.stepLimit': 4,
} as const;

export class RunsPage extends LabPage {
  constructor(page: Page) {
    super(page);
  }

  async show(): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Views' })
      .getByRole('button', { name: 'Runs', exact: true })
      .click();
    await this.page.getByRole('region', { name: 'Kept runs' }).waitFor();
  }

  row(name: string | RegExp): Locator {
    return this.page.getByRole('row').filter({ hasText: name });
  }

  async choose(row: Locator, item: string): Promise<void> {
    await row.getByRole('button', { name: /^More about/ }).click();
    await this.page.getByRole('menuitem', { name: item }).first().click();
  }

  async takeIn(...files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> {
    await this.page.locator('input[type=file][accept=".run"]').first().setInputFiles(files);
  }

  /** What is in the file that a click downloads */
  async download(click: () => Promise<unknown>): Promise<RunFile & { name: string; bytes: Buffer }> {
    const [download] = await Promise.all([this.page.waitForEvent('download'), click()]);
    const bytes = await readFile(await download.path());
    const name = download.suggestedFilename();
    return { ...decodeRunFile(new Uint8Array(bytes), name), name, bytes };
  }

  async step(): Promise<number> {
    const text = await this.page.getByTestId('step').innerText();
    return Number(text.split('/')[0].replace(/\D/g, ''));
  }

  /** Takes up a run, on the backend that makes it exact where this page chose another one. */
  async resume(click: () => Promise<unknown>): Promise<void> {
    await click();
    const exact = this.page.getByRole('button', { name: /, exact$/ });
    await expect(this.state.filter({ hasText: /Training|Finished/ }).or(exact)).toBeVisible();
    if (await exact.isVisible()) await exact.click();
  }

  /** Steps of the snapshots in the two slots of the only run, the newest first */
  slots(): Promise<number[]> {
    return this.page.evaluate(async () => {
      // Opening one that is not there yet would make it, empty.
      if (!(await indexedDB.databases()).some(({ name }) => name === 'onestep-lab-runs')) return [];
      const opening = indexedDB.open('onestep-lab-runs');
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      if (!database.objectStoreNames.contains('manifests')) return [];
      const reading = database.transaction('manifests').objectStore('manifests').getAll();
      const [manifest] = await new Promise<{ slots: Record<string, { step: number }> }[]>((resolve) => {
        reading.onsuccess = () => resolve(reading.result);
      });
      database.close();
      return Object.values(manifest?.slots ?? {})
        .map(({ step }) => step)
        .sort((a, b) => b - a);
    });
  }

  /** Turns a byte of the file that holds the newest snapshot. */
  async damageNewestSnapshot(): Promise<void> {
    await this.page.evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle('snapshots');
      let newest: FileSystemFileHandle | null = null;
      let time = 0;
      for await (const handle of (folder as unknown as { values(): AsyncIterable<FileSystemFileHandle> }).values()) {
        const { lastModified } = await handle.getFile();
        if (lastModified >= time) [newest, time] = [handle, lastModified];
      }
      const bytes = new Uint8Array(await (await newest!.getFile()).arrayBuffer());
      bytes[bytes.length - 9] ^= 255;
      const writable = await newest!.createWritable();
      await writable.write(bytes);
      await writable.close();
    });
  }

  /** Presses the arrow down until an item of an open menu has the focus. */
  async arrowTo(item: Locator): Promise<void> {
    await item.waitFor();
    for (let presses = 0; presses < 10; presses++) {
      if (await item.evaluate((element) => element === document.activeElement)) return;
      await this.page.keyboard.press('ArrowDown');
    }
    throw new Error(`${item} was not reached by the arrow keys`);
  }

  /** Presses Tab until a control has the focus. */
  async tabTo(control: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    for (let presses = 0; presses < 80; presses++) {
      if (await control.evaluate((element) => element === document.activeElement)) return;
      await this.page.keyboard.press(key);
    }
    throw new Error(`${control} was not reached by Tab`);
  }
}
