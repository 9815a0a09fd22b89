/** @file Listens in on what the page's workers tell it, and asks them what the page itself does not ask. */
import type { Page, Worker } from '@playwright/test';
import type { EngineMemory } from '../src/core/compiled/engineMemory.ts';
import type { RunRecord } from '../src/core/experiment/records.ts';
import type { Message } from '../src/workers/rpc/protocol.ts';

interface TappedWindow {
  tapped: { readonly name: string; readonly worker: globalThis.Worker }[];
  tappedRecords: RunRecord[];
}

/** From the next page on. Embeddings are left out: they are large. */
export async function tapWorkers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const scope = window as unknown as TappedWindow & { Worker: typeof globalThis.Worker };
    scope.tapped = [];
    scope.tappedRecords = [];
    scope.Worker = class extends scope.Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        const name = options?.name ?? '';
        scope.tapped.push({ name, worker: this });
        if (name !== 'training') return;
        this.addEventListener('message', ({ data }: MessageEvent<Message>) => {
          if (data.type !== 'event' || data.name !== 'record') return;
          const record = data.payload as RunRecord;
          if (record.kind !== 'embedding') scope.tappedRecords.push(record);
        });
      }
    };
  });
}

/** What the training workers have recorded since the last call. */
export function takeRecords(page: Page): Promise<RunRecord[]> {
  return page.evaluate(() => (window as unknown as TappedWindow).tappedRecords.splice(0));
}

/** What the tensor engine of the newest training worker holds. */
export function readTrainingMemory(page: Page): Promise<EngineMemory> {
  return askForMemory<EngineMemory>(page, 'training');
}

/** Bytes of the physics engine's WebAssembly memory, in the newest worker of that name. */
export async function readPhysicsMemory(page: Page, name: string): Promise<number> {
  const { wasmBytes } = await askForMemory<{ wasmBytes: number }>(page, name);
  return wasmBytes;
}

function askForMemory<Memory>(page: Page, asked: string): Promise<Memory> {
  return page.evaluate((asked) => {
    const { worker } = (window as unknown as TappedWindow).tapped.findLast(({ name }) => name === asked)!;
    const id = 1e9 + Math.round(performance.now());
    // Nothing here may have a name: a name is kept by a call that only the command line's own process knows.
    return new Promise<Memory>((resolve) => {
      const answered = new AbortController();
      worker.addEventListener(
        'message',
        ({ data }: MessageEvent<Message>) => {
          if (data.type !== 'result' || data.id !== id) return;
          answered.abort();
          resolve(data.output as Memory);
        },
        { signal: answered.signal },
      );
      worker.postMessage({ type: 'request', id, name: 'memory', input: undefined });
    });
  }, asked);
}

/** The page's live worker of that name. One that hangs answers nothing, so none may hang now. */
export async function findWorker(page: Page, name: string): Promise<Worker> {
  for (const worker of page.workers()) {
    if ((await worker.evaluate(() => self.name).catch(() => null)) === name) return worker;
  }
  throw new Error(`the page has no worker named ${name}`);
}
