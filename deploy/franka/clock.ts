/** @file Time for control loops: one monotonic clock that all processes of this machine share, and waiting on it. */

/** Milliseconds of the system's monotonic clock: the same in every process, untouched by corrections of the date. */
export function now(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}

/** A timer of Node's wakes up to this much late: before it, the loop waits by itself. */
const timerSlackMs = 1.6;

/**
 * Waits until `time`. It sleeps most of the way, then turns the event loop over and over, so that sockets are served
 * until the last moment.
 */
export async function waitUntil(time: number): Promise<void> {
  const sleep = Math.floor(time - now() - timerSlackMs);
  if (sleep >= 1) await new Promise((resolve) => setTimeout(resolve, sleep));
  while (now() < time) await new Promise((resolve) => setImmediate(resolve));
}
