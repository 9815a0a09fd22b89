/**
 * @file `npm run soak`: trains in a real browser for minutes, and tells whether what it holds stays flat.
 *
 *     npm run soak -- --minutes 10
 *     npm run soak -- --minutes 10 --backend webgpu
 *     npm run soak -- --url http://localhost:4173       a site that is served already
 *
 * Prints a line every 30 seconds and a verdict; the exit status is 1 where something grows beyond its bound.
 */
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { soak } from '../e2e/soaking.ts';
import { findChromium } from './chromium.ts';
import { boundOf, findGrowth, sayAmount } from './soak/verdict.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    interval: { type: 'string', default: '30' },
    backend: { type: 'string', default: 'wasm' },
    port: { type: 'string', default: '4180' },
    url: { type: 'string' },
  },
});

const outDir = `.cache/site-soak-${values.port}`;

async function serve(): Promise<{ url: string; close(): Promise<void> }> {
  if (values.url) return { url: values.url, close: async () => undefined };
  await build({ logLevel: 'error', build: { outDir, emptyOutDir: true } });
  const server = await preview({ build: { outDir }, preview: { port: Number(values.port), strictPort: true } });
  return { url: `http://localhost:${values.port}`, close: () => server.close() };
}

/** A network that this backend takes many steps with, also where the GPU is a program. */
const settings = {
  wasm: { 'representation.interval': 100, 'evaluation.interval': 200, 'evaluation.episodes': 8 },
  webgpu: {
    'policy.hiddenSize': 32,
    'policy.conditionHiddenSize': 16,
    'training.batchSize': 32,
    'representation.interval': 50,
    'evaluation.interval': 100,
    'evaluation.episodes': 2,
    'evaluation.stepLimit': 40,
  },
};

async function main(): Promise<void> {
  const { backend } = values;
  if (backend !== 'wasm' && backend !== 'webgpu')
    throw new Error(`--backend: expected wasm or webgpu, received ${backend}`);
  const [minutes, intervalSeconds] = [Number(values.minutes), Number(values.interval)];
  if (!(minutes * 60 >= 6 * intervalSeconds)) {
    throw new Error(
      `--minutes: expected at least six readings, one every ${intervalSeconds} s, received ${values.minutes}`,
    );
  }
  const site = await serve();
  const browser = await chromium.launch({
    executablePath: (await findChromium()) ?? undefined,
    args: ['--no-sandbox', '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'],
  });
  try {
    const page = await browser.newPage({ baseURL: site.url, viewport: { width: 1440, height: 900 } });
    const readings = await soak(page, {
      seconds: 60 * minutes,
      intervalSeconds,
      backend,
      settings: settings[backend],
      print: (line) => console.log(line),
    });
    const growth = findGrowth(readings);
    for (const { name, before, after } of growth) {
      const { share, amount } = boundOf(name);
      const bound = `${sayAmount(name, Math.max(share * before, amount))}`;
      console.log(
        `grows: ${name}, from ${sayAmount(name, before)} to ${sayAmount(name, after)}; ${bound} more would be flat`,
      );
    }
    if (growth.length === 0) console.log(`flat: ${readings.length} readings over ${minutes} minutes on ${backend}`);
    else process.exitCode = 1;
  } finally {
    await browser.close();
    await site.close();
  }
}

await main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
