/** @file The compiled training step on a real WebGPU adapter in a real browser, held to tensor operations on the CPU. */
import { expect, type Page, test } from '@playwright/test';
import { createServer, type ViteDevServer } from 'vite';

type Fixture = typeof import('./fixtures/compiledStep.ts');

let server: ViteDevServer;

test.beforeAll(async () => {
  // The engine's own modules, one by one: the built page has them in its workers, where nobody else gets at them.
  server = await createServer({ logLevel: 'error', server: { port: 0 }, cacheDir: '.cache/vite-compiled-step' });
  await server.listen();
});

test.afterAll(() => server.close());

/** Calls a function of the fixture in the page. */
async function callFixture<Name extends keyof Fixture>(
  page: Page,
  name: Name,
): Promise<Awaited<ReturnType<Fixture[Name]>>> {
  const [address] = server.resolvedUrls!.local;
  await page.goto(new URL('/LICENSE', address).href);
  return page.evaluate(async (called) => {
    const path = '/e2e/fixtures/compiledStep.ts';
    const fixture = await import(path);
    return fixture[called]();
  }, name as string);
}

test('in the browser a step leaves every vector within 1e-5 of tensor operations, whatever its objective and losses', async ({
  page,
}) => {
  const differences = await callFixture(page, 'largestDifferences');
  expect(Object.keys(differences).length).toBeGreaterThan(25);
  for (const [name, difference] of Object.entries(differences)) expect(difference, name).toBeLessThan(1e-5);
});

test('in the browser 500 steps on Lift log the losses of tensor operations within 1 %', async ({ page }) => {
  expect(await callFixture(page, 'curveDifferenceOnLift')).toBeLessThan(0.01);
});
