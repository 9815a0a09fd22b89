/** @file A run that is watched for what it holds: by `npm run soak` for minutes, by a test for half of one. */
import type { Page } from '@playwright/test';
import { type Reading, sayAmount } from '../scripts/soak/verdict.ts';
import { LabPage } from './labPage.ts';
import { MemoryReader } from './memoryReading.ts';
import { tapWorkers } from './workerTap.ts';

export interface SoakOptions {
  readonly seconds: number;
  /** Between two readings */
  readonly intervalSeconds: number;
  readonly backend: 'webgpu' | 'wasm' | 'cpu';
  readonly settings: Readonly<Record<string, string | number>>;
  print(line: string): void;
}

/** Everything at once: training, evaluations, pictures of the representation, snapshots, the live robot, all charts. */
export async function soak(page: Page, options: SoakOptions): Promise<Reading[]> {
  const { seconds, intervalSeconds, backend, settings, print } = options;
  const lab = new LabPage(page);
  await tapWorkers(page);
  await lab.open({ 'training.steps': 10_000_000, ...settings });
  await lab.chooseBackend(backend);
  const memory = await MemoryReader.open(page);
  await lab.button('Train').click();
  const readings: Reading[] = [];
  const [start, step] = [Date.now(), page.getByTestId('step')];
  for (let due = intervalSeconds; due <= seconds; due += intervalSeconds) {
    await page.waitForTimeout(Math.max(0, start + 1000 * due - Date.now()));
    const reading = await memory.read();
    readings.push(reading);
    const held = Object.entries(reading).map(([name, value]) => `${name} ${sayAmount(name, value)}`);
    const elapsed = Math.round((Date.now() - start) / 1000);
    print(
      `${elapsed} s, step ${(await step.innerText()).split('/')[0].trim()}, ${await lab.countPoses()} poses | ${held.join(', ')}`,
    );
  }
  const errors = [...lab.errors];
  const alerts = await page.getByRole('alert').allInnerTexts();
  if (errors.length + alerts.length > 0) throw new Error(`the page reported: ${[...errors, ...alerts].join('; ')}`);
  return readings;
}
