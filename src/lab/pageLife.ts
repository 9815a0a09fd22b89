/** @file What the browser does to the page as a whole: hides it, and may freeze it while it is hidden. */

export interface PageLife {
  /** The page may be frozen or dropped from here on without another word. */
  onHidden(listener: () => void): void;
  /** The page is about to stand still. Not every browser says so. */
  onFreezing(listener: () => void): void;
  /** The page stood still, with everything in it, for so many seconds. */
  onFrozen(listener: (seconds: number) => void): void;
}

const watchMilliseconds = 5000;
/** Timers of a hidden page may come once a minute only; more than that is a page, or a computer, that stood still. */
const gapMilliseconds = 90_000;

/**
 * @param page   the document, or a stand-in
 * @param clock  milliseconds that go on while the computer sleeps
 */
export function watchPageLife(
  page: EventTarget & Pick<Document, 'visibilityState'> = document,
  clock: () => number = Date.now,
): PageLife {
  const frozenListeners: ((seconds: number) => void)[] = [];
  let [frozenAt, seen] = [null as number | null, clock()];

  const wake = (since: number) => {
    seen = clock();
    const seconds = (seen - since) / 1000;
    for (const listener of frozenListeners) listener(seconds);
  };
  page.addEventListener('freeze', () => {
    frozenAt = clock();
  });
  page.addEventListener('resume', () => {
    if (frozenAt !== null) wake(frozenAt);
    frozenAt = null;
  });
  // Not every browser tells, and none tells of a computer that slept.
  const timer = setInterval(() => {
    if (frozenAt === null && clock() - seen > gapMilliseconds) wake(seen);
    seen = clock();
  }, watchMilliseconds);
  // In node, watching a page is no reason for a finished program to stay.
  (timer as { unref?: () => void }).unref?.();

  return {
    onHidden: (listener) =>
      page.addEventListener('visibilitychange', () => page.visibilityState === 'hidden' && listener()),
    onFreezing: (listener) => page.addEventListener('freeze', () => listener()),
    onFrozen: (listener) => void frozenListeners.push(listener),
  };
}
