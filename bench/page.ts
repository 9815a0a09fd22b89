/** @file The longest task of the page's main thread while it trains: how long a click can have to wait. */
import { join } from 'node:path';
import { LabPage } from '../e2e/labPage.ts';
import { traceTasks } from '../e2e/mainThread.ts';
import { onBuiltPage } from './builtPage.ts';
import type { Measurement } from './measurement.ts';

export const pageMeasurement: Measurement = {
  name: 'page',
  summary: 'longest main-thread task of the built page while it trains on wasm and evaluates, in Chromium',
  isOnRequest: true,
  run: ({ isQuick }, print) =>
    onBuiltPage(async ({ browser, page, folder }) => {
      const lab = new LabPage(page);
      await lab.open({ 'training.logInterval': 10, 'evaluation.interval': 100, 'evaluation.episodes': 2 });
      await lab.chooseBackend('wasm');
      const seconds = isQuick ? 10 : 40;
      const tasks = await traceTasks(browser, page, join(folder, 'trace.json'), async () => {
        await lab.button('Train').click();
        await page.waitForTimeout(1000 * seconds);
      });
      const [longest] = tasks;
      const wall = Math.max(...tasks.map((task) => task.wall));
      print({
        unit: 'milliseconds',
        browser: browser.version(),
        longestProcessorTime: Number(longest.busy.toFixed(1)),
        longestOnTheClock: Number(wall.toFixed(1)),
        tasks: tasks.length,
        over50OnTheClock: tasks.filter((task) => task.wall > 50).length,
        seconds,
        trainingSteps: await page.getByTestId('step').textContent(),
      });
    }),
};
