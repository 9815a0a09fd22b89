/** @file Counts what scenes cost the page: times until they are seen, and what is held for them. */
import type { Page } from '@playwright/test';
import type { ViewerMemory } from '../src/viewer/protocol.ts';
import { prependToWorker } from './workerScripts.ts';
import { findWorker, readPhysicsMemory, readTrainingMemory, tapWorkers } from './workerTap.ts';

/** What must not grow with the number of scenes that were seen */
export interface Holdings extends ViewerMemory {
  readonly workers: number;
  readonly canvases: number;
  /** WebGL contexts that the drawing worker and the page have asked for */
  readonly contexts: number;
  readonly wasmBytes: number;
  readonly tensors: number;
  readonly tensorBytes: number;
}

interface CountingScope {
  contexts?: number;
}

/** Counts each context that is asked for, on a canvas that had none. */
const countContexts = (canvas: string) => `{
  const getContext = ${canvas}.prototype.getContext;
  const known = new WeakSet();
  ${canvas}.prototype.getContext = function (kind, ...rest) {
    const context = getContext.call(this, kind, ...rest);
    if (context && kind.startsWith('webgl') && !known.has(this)) {
      known.add(this);
      self.contexts = (self.contexts ?? 0) + 1;
    }
    return context;
  };
}`;

/** Before the page is opened. */
export async function watchScenes(page: Page): Promise<void> {
  await tapWorkers(page);
  await page.addInitScript(countContexts('HTMLCanvasElement'));
  await prependToWorker(page, 'viewer', countContexts('OffscreenCanvas'));
}

export async function readHoldings(page: Page): Promise<Holdings> {
  const viewer = await findWorker(page, 'viewer');
  const drawn = await viewer.evaluate(() => (self as CountingScope).contexts ?? 0);
  const [canvases, ofPage] = await page.evaluate(() => [
    document.querySelectorAll('canvas').length,
    (self as CountingScope).contexts ?? 0,
  ]);
  const { tensors, tensorBytes } = await readTrainingMemory(page);
  return {
    workers: page.workers().length,
    canvases,
    contexts: drawn + ofPage,
    ...(await readViewerMemory(page)),
    wasmBytes: await readPhysicsMemory(page, 'live robot'),
    tensors,
    tensorBytes,
  };
}

/** Goes to a scene by the address. @returns milliseconds until its robot is drawn */
export function timeScene(page: Page, scene: string): Promise<number> {
  return page.evaluate(async (scene) => {
    const frame = document.querySelector<HTMLElement>('.scene-frame')!;
    const start = performance.now();
    location.hash = `scene=${scene}`;
    await new Promise<void>((resolve, reject) => {
      setTimeout(() => reject(new Error(`${scene} was not drawn within 20 seconds`)), 20_000);
      new MutationObserver((_, observer) => {
        if (frame.dataset.drawn !== scene) return;
        observer.disconnect();
        resolve();
      }).observe(frame, { attributeFilter: ['data-drawn'] });
    });
    return performance.now() - start;
  }, scene);
}

function readViewerMemory(page: Page): Promise<ViewerMemory> {
  return page.evaluate(() => {
    interface Tapped {
      readonly tapped: readonly { readonly name: string; readonly worker: Worker }[];
    }
    const { worker } = (window as unknown as Tapped).tapped.findLast(({ name }) => name === 'viewer')!;
    return new Promise<ViewerMemory>((resolve) => {
      const heard = new AbortController();
      worker.addEventListener(
        'message',
        ({ data }) => {
          if (data.type !== 'memory') return;
          heard.abort();
          resolve(data.memory);
        },
        { signal: heard.signal },
      );
      worker.postMessage({ type: 'measure' });
    });
  });
}
