/** @file For tests: the command line in a process of its own, as a user starts it. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Finished {
  readonly status: number | null;
  /** Of standard output, each read as JSON; none where it is no JSON */
  readonly lines: Record<string, unknown>[];
  readonly text: string;
  readonly errors: string;
}

const root = fileURLToPath(new URL('..', import.meta.url));

export function lab(...words: string[]): Promise<Finished> {
  return labInterruptedAt(Number.POSITIVE_INFINITY, ...words);
}

/** @param lineCount of standard output, after which it gets an interrupt */
export function labInterruptedAt(lineCount: number, ...words: string[]): Promise<Finished> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'cli/main.ts', ...words], { cwd: root });
  let [text, errors] = ['', ''];
  child.stdout.on('data', (data) => {
    text += data;
    if (text.split('\n').length > lineCount) child.kill('SIGINT');
  });
  child.stderr.on('data', (data) => {
    errors += data;
  });
  return new Promise((resolve) => {
    child.on('close', (status) => {
      const lines = text.startsWith('<') ? [] : text.split('\n').filter(Boolean);
      resolve({ status, lines: lines.map((line) => JSON.parse(line)), text, errors });
    });
  });
}
