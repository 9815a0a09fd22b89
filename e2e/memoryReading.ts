/** @file What the page and each of its workers hold, as the browser counts it. */
import type { CDPSession, Page } from '@playwright/test';
import type { Reading } from '../scripts/soak/verdict.ts';
import { readPhysicsMemory, readTrainingMemory } from './workerTap.ts';

interface HeapUsage {
  readonly usedSize: number;
  /** Array buffers and WebAssembly memories */
  readonly backingStorageSize: number;
}

type Send = (method: string) => Promise<unknown>;

/** Those that there are on any machine while a run is under way */
const physicsWorkers = ['live robot', 'rollouts 1'] as const;
const answerMilliseconds = 10_000;

/** Reads what is left after a garbage collection. `tapWorkers` must have been called before the page was opened. */
export class MemoryReader {
  private readonly workers = new Map<string, { readonly name: string; readonly send: Send }>();

  private constructor(
    private readonly page: Page,
    private readonly browser: CDPSession,
  ) {}

  static async open(page: Page): Promise<MemoryReader> {
    const browser = await page.context().newCDPSession(page);
    const reader = new MemoryReader(page, browser);
    browser.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      if (targetInfo.type !== 'worker') return;
      reader.workers.set(sessionId, { name: targetInfo.title, send: talkTo(browser, sessionId) });
    });
    browser.on('Target.detachedFromTarget', ({ sessionId }) => reader.workers.delete(sessionId));
    await browser.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
    return reader;
  }

  async read(): Promise<Reading> {
    const reading: Record<string, number> = {};
    const add = async (name: string, send: Send) => {
      await send('HeapProfiler.collectGarbage');
      const { usedSize, backingStorageSize } = (await send('Runtime.getHeapUsage')) as HeapUsage;
      reading[`${name}: JS heap`] = usedSize;
      reading[`${name}: buffers`] = backingStorageSize;
    };
    await add('page', (method) => this.browser.send(method as 'Runtime.getHeapUsage'));
    // A worker that ended just now answers nothing, and is left out.
    for (const { name, send } of [...this.workers.values()]) await add(name, send).catch(() => undefined);
    const { tensors, tensorBytes, wasmBytes } = await readTrainingMemory(this.page);
    reading['training: tensors'] = tensors;
    reading['training: tensor bytes'] = tensorBytes;
    if (wasmBytes !== null) reading['training: WASM'] = wasmBytes;
    for (const name of physicsWorkers) reading[`${name}: MuJoCo WASM`] = await readPhysicsMemory(this.page, name);
    return reading;
  }
}

/** Sends to a worker behind the page's session: Playwright shows no sessions of workers. */
function talkTo(browser: CDPSession, sessionId: string): Send {
  let lastId = 0;
  const waiting = new Map<number, (result: unknown) => void>();
  browser.on('Target.receivedMessageFromTarget', (event) => {
    if (event.sessionId !== sessionId) return;
    const { id, result } = JSON.parse(event.message) as { id: number; result: unknown };
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  return async (method) => {
    const id = ++lastId;
    const answer = new Promise((resolve, reject) => {
      waiting.set(id, resolve);
      setTimeout(() => reject(new Error(`${method}: no answer from the worker`)), answerMilliseconds);
    });
    await browser.send('Target.sendMessageToTarget', {
      sessionId,
      message: JSON.stringify({ id, method, params: {} }),
    });
    return answer;
  };
}
