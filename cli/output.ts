/** @file Where the command line speaks: JSON lines for programs on standard output, progress for people on standard error. */

/** One JSON line on standard output. Typed arrays are printed as plain arrays. */
export function printLine(value: unknown): void {
  process.stdout.write(
    `${JSON.stringify(value, (_, item) => (ArrayBuffer.isView(item) ? Array.from(item as Float64Array) : item))}\n`,
  );
}

let lastProgress = 0;

/** A line of progress on standard error, at most five a second; on a terminal it replaces the one before. */
export function showProgress(text: string): void {
  const now = performance.now();
  if (now - lastProgress < 200) return;
  lastProgress = now;
  process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${text}` : `${text}\n`);
}

/** A line for people that stays. */
export function note(text: string): void {
  process.stderr.write(`${process.stderr.isTTY ? '\r\u001b[K' : ''}${text}\n`);
}
