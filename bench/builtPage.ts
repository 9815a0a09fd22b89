/** @file The built page in Chromium, for as long as something is measured on it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { build, preview } from 'vite';
import { findChromium } from '../scripts/chromium.ts';

export interface BuiltPage {
  readonly browser: Browser;
  readonly page: Page;
  /** Removed afterwards */
  readonly folder: string;
}

export async function onBuiltPage(work: (built: BuiltPage) => Promise<void>): Promise<void> {
  const executablePath = (await findChromium()) ?? undefined;
  const folder = mkdtempSync(join(tmpdir(), 'onestep-bench-'));
  await build({ logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
  const server = await preview({ logLevel: 'error', build: { outDir: folder }, preview: { port: 4189 } });
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking'],
  });
  try {
    const baseURL = server.resolvedUrls?.local[0];
    await work({ browser, folder, page: await browser.newPage({ baseURL, viewport: { width: 1440, height: 900 } }) });
  } finally {
    await browser.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
