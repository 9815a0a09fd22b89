/** @file For tests: the runner's command line in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const main = fileURLToPath(new URL('main.ts', import.meta.url));

export interface Outcome {
  readonly status: number | null;
  readonly lines: readonly { readonly kind?: string; readonly [key: string]: unknown }[];
  readonly said: string;
}

/** Runs `franka` in a process of its own. @param onError is told what it says on standard error, as it comes */
export function franka(
  words: readonly string[],
  onError: (text: string, child: ChildProcess) => void = () => {},
): Promise<Outcome> {
  const child = spawn(process.execPath, ['--import', loader, main, ...words], { stdio: ['pipe', 'pipe', 'pipe'] });
  let [out, said] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    onError(text, child);
  });
  return new Promise((resolve) => {
    child.once('close', (status) => {
      resolve({
        status,
        lines: out
          .split('\n')
          .filter(Boolean)
          .map((line) => JSON.parse(line)),
        said,
      });
    });
  });
}
