/** @file What a second run costs: steps of two Lift runs that train together, against steps of one alone. */
import { LabPage } from '../e2e/labPage.ts';
import { timeSteps } from '../e2e/stepClock.ts';
import { tapWorkers } from '../e2e/workerTap.ts';
import { interleave, ratio, spreads } from '../src/core/board/interleave.ts';
import { onBuiltPage } from './builtPage.ts';
import { home } from './home.ts';
import type { Measurement } from './measurement.ts';

/** Steps in each turn; the ones before them are not counted, since a pause is followed by a save. */
const [steps, restSteps] = [40, 10];

export const pairMeasurement: Measurement = {
  name: 'pair',
  summary: 'milliseconds a step of two Lift runs that train side by side on wasm, against one run alone, in Chromium',
  isOnRequest: true,
  run: ({ rounds }, print) =>
    onBuiltPage(async ({ browser, page }) => {
      const lab = new LabPage(page);
      await tapWorkers(page);
      // Network and batch are the scene's own; only the evaluations are spared, which both runs have alike.
      const settings = { 'training.logInterval': 1, 'evaluation.interval': 1_000_000, 'training.steps': 1_000_000 };
      await lab.open({ ...settings, rival: 'dispersive.weight:0', view: 'pair' });
      await lab.chooseBackend('wasm');
      await lab.button('Train').click();
      await timeSteps(page, 2, restSteps);

      const freeze = (before: 'Freeze' | 'Frozen') =>
        page.getByRole('region', { name: 'Run B' }).getByText(before).click();
      const stepTime = async (runs: number) => {
        await timeSteps(page, runs, restSteps);
        return (await timeSteps(page, runs, steps)) / steps;
      };
      const samples = await interleave(
        {
          alone: async () => {
            await freeze('Freeze');
            return stepTime(1);
          },
          together: async () => {
            await freeze('Frozen');
            // The transport moves what stands still.
            await lab.button('Pause').click();
            await lab.button('Continue').click();
            return stepTime(2);
          },
        },
        { ...home, rounds },
      );
      print({
        unit: 'milliseconds a step',
        browser: browser.version(),
        ...spreads(samples),
        costOfTwo: ratio(samples.together, samples.alone),
      });
    }),
};
