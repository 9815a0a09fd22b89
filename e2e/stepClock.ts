/** @file How long the training workers of a page take for a number of steps. */
import type { Page } from '@playwright/test';

interface TappedWindow {
  readonly tapped: readonly { readonly name: string; readonly worker: globalThis.Worker }[];
}

/**
 * Waits until so many runs have each taken so many steps from now on. Workers must be tapped (`workerTap.ts`), and every
 * step must be logged; a run that stands still says nothing and is not waited for.
 * @returns milliseconds that the slowest of these runs took
 */
export function timeSteps(page: Page, runs: number, steps: number): Promise<number> {
  return page.evaluate(
    ([runs, steps]) =>
      new Promise<number>((resolve) => {
        const { tapped } = window as unknown as TappedWindow;
        const [done, times] = [new AbortController(), [] as number[]];
        for (const { worker } of tapped.filter(({ name }) => name === 'training')) {
          const marks: number[] = [];
          worker.addEventListener(
            'message',
            ({ data }) => {
              if (data.type !== 'event' || data.name !== 'record' || data.payload.kind !== 'training') return;
              marks.push(performance.now());
              if (marks.length === steps + 1) times.push(marks[steps] - marks[0]);
              if (times.length < runs) return;
              done.abort();
              resolve(Math.max(...times));
            },
            { signal: done.signal },
          );
        }
      }),
    [runs, steps] as const,
  );
}
