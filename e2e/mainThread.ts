/** @file How long the page's main thread was kept from answering. */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';

export interface Task {
  /** Milliseconds of processor time: what the page itself asked for */
  readonly busy: number;
  /** Milliseconds on the clock: with the time that other processes had the core */
  readonly wall: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/**
 * Runs a part of a journey, and finds the tasks of the page's main thread in it.
 *
 * A `longtask` entry counts the clock, so that on a machine with other work to do every page would seem slow; a trace
 * has the processor time as well.
 */
export async function traceTasks(
  browser: Browser,
  page: Page,
  path: string,
  work: () => Promise<void>,
): Promise<Task[]> {
  await browser.startTracing(page, { path, categories: ['toplevel'] });
  await work();
  await browser.stopTracing();
  const { traceEvents } = JSON.parse(readFileSync(path, 'utf8')) as { traceEvents: TraceEvent[] };
  const threads = traceEvents.filter((event) => event.name === 'thread_name' && event.args.name === 'CrRendererMain');
  const isMain = (event: TraceEvent) => threads.some(({ pid, tid }) => pid === event.pid && tid === event.tid);
  return traceEvents
    .filter((event) => event.ph === 'X' && event.name.endsWith('RunTask') && isMain(event))
    .map(({ dur = 0, tdur = 0 }) => ({ busy: tdur / 1000, wall: dur / 1000 }))
    .sort((a, b) => b.busy - a.busy);
}
