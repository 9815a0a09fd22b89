/**
 * @file How long the page's main thread was kept from answering, and by what.
 *
 * A `longtask` entry counts the clock, so that on a machine with other work to do every page would seem slow. A trace
 * has the processor time as well, but a virtual machine counts what its host gave to others as processor time too: a
 * loop that only reads its own clock showed gaps of 59 to 111 ms within 40 s on the two cores that these tests run on.
 * What the page itself asks for, it asks for each time it does the same thing. So a journey does each thing twice, and
 * {@link slowKinds} tells the kinds of tasks that were slow more than once. The price: what is slow a single time, or
 * under another name each time, is printed and not refused.
 */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';

export interface Task {
  /** Milliseconds of processor time */
  readonly busy: number;
  /** Milliseconds on the clock: with the time that other threads had the core */
  readonly wall: number;
  /** What most of its time went to: the names in the trace, from the outermost in */
  readonly kind: string;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: {
    readonly name?: string;
    readonly src_func?: string;
    readonly data?: { readonly type?: string; readonly lineNumber?: number; readonly columnNumber?: number };
  };
}

/** Runs a part of a journey, and finds the tasks of the page's main thread in it, the busiest first. */
export async function traceTasks(
  browser: Browser,
  page: Page,
  path: string,
  work: () => Promise<void>,
): Promise<Task[]> {
  await browser.startTracing(page, { path, categories: ['toplevel', 'devtools.timeline', 'blink', 'cc', 'v8'] });
  await work();
  await browser.stopTracing();
  const { traceEvents } = JSON.parse(readFileSync(path, 'utf8')) as { traceEvents: TraceEvent[] };
  const threads = traceEvents.filter((event) => event.name === 'thread_name' && event.args.name === 'CrRendererMain');
  const isMain = (event: TraceEvent) => threads.some(({ pid, tid }) => pid === event.pid && tid === event.tid);
  const spans = traceEvents.filter((event) => event.ph === 'X' && isMain(event));
  return spans
    .filter(isTask)
    .map((task) => ({
      busy: (task.tdur ?? 0) / 1000,
      wall: (task.dur ?? 0) / 1000,
      kind: (task.tdur ?? 0) > 10_000 ? kindOf(task, spans) : '',
    }))
    .sort((a, b) => b.busy - a.busy);
}

/** The kinds of tasks that took longer than the limit, in milliseconds of processor time, more than once. */
export function slowKinds(tasks: readonly Task[], limit: number): string[] {
  const kinds = tasks.filter(({ busy }) => busy > limit).map(({ kind }) => kind);
  return [...new Set(kinds.filter((kind, index) => kinds.indexOf(kind) !== index))];
}

/** One line that says how long the longest tasks were, and what they did. */
export function describeTasks(tasks: readonly Task[]): string {
  const walls = tasks.map(({ wall }) => wall);
  const longest = tasks.slice(0, 3).map(({ busy, kind }) => `${busy.toFixed(0)} ms (${kind})`);
  return (
    `main thread: ${tasks.length} tasks, ${walls.filter((wall) => wall > 50).length} over 50 ms on the clock, ` +
    `${tasks.filter(({ busy }) => busy > 50).length} of processor time; most processor time: ${longest.join(', ')}`
  );
}

const isTask = ({ name }: TraceEvent): boolean => name.endsWith('RunTask');

function kindOf(task: TraceEvent, spans: readonly TraceEvent[]): string {
  const end = task.ts + (task.dur ?? 0);
  const main = spans.filter(
    (span) =>
      !isTask(span) &&
      span.ts >= task.ts &&
      span.ts + (span.dur ?? 0) <= end &&
      (span.tdur ?? 0) > 0.5 * (task.tdur ?? 0),
  );
  const names = main.sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0)).map(nameOf);
  return [...new Set([task.args.src_func, ...names].filter(Boolean))].join(' > ') || 'nothing named';
}

function nameOf({ name, args: { data } }: TraceEvent): string {
  if (data?.columnNumber !== undefined) return `${name} ${data.lineNumber}:${data.columnNumber}`;
  return data?.type ? `${name} ${data.type}` : name;
}
