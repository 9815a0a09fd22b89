/** @file Browser journeys on the built page, with a real WebGPU adapter: SwiftShader, on whatever machine. */
import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/chromium.ts';

/** Several people can test at once, each on a port and a build of their own: `LAB_PORT=4180 npx playwright test`. */
const port = Number(process.env.LAB_PORT ?? 4173);
const site = process.env.LAB_PORT ? `.cache/site-${port}` : 'dist';
/** A site that is already served can be tested in place of a fresh build. */
const served = process.env.LAB_URL;

export default defineConfig({
  testDir: 'e2e',
  // `npm run screenshots` draws the pictures of docs/screenshots instead of testing.
  testMatch: process.env.SCREENSHOTS ? '**/*.shots.ts' : '**/*.spec.ts',
  outputDir: `.cache/playwright-${port}`,
  // Two at a time where `npm test` says so (scripts/test.ts); what is tagged `@alone` measures time, or trains on
  // a software GPU that takes every core, and runs by itself.
  workers: 1,
  // Each test is given to whichever worker is free, so that neither is left alone with a long file.
  fullyParallel: true,
  retries: 0,
  reporter: 'list',
  // These end a journey that hangs, on a slow machine too. How long something may take is said by the test that
  // measures it.
  timeout: 300_000,
  expect: { timeout: 90_000 },
  use: {
    baseURL: served ?? `http://localhost:${port}`,
    viewport: { width: 1440, height: 900 },
    // A test that answers requests itself would not see those that a service worker answers.
    serviceWorkers: process.env.SCREENSHOTS ? 'allow' : 'block',
    launchOptions: {
      executablePath: (await findChromium()) ?? undefined,
      args: [
        '--no-sandbox',
        '--enable-unsafe-webgpu',
        '--use-webgpu-adapter=swiftshader',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: served
    ? undefined
    : {
        command: `npx vite build --outDir ${site} --emptyOutDir && npx vite preview --outDir ${site} --port ${port} --strictPort`,
        url: `http://localhost:${port}`,
        timeout: 180_000,
      },
});
