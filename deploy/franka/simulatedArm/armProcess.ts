/** @file Starts the simulated arm in a process of its own, and ends it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';

export interface ArmProcess {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * @param words what follows `serve` on the command line
 * @throws Error with what the process said last, where it does not come to listen
 */
export async function startArmProcess(words: readonly string[]): Promise<ArmProcess> {
  // This package's TypeScript runs through tsx, whoever the parent is.
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const main = fileURLToPath(new URL('../main.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', loader, main, 'serve', '--once', ...words], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // Ctrl-C on a terminal reaches a whole process group: the runner, not the terminal, ends the arm.
    detached: true,
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    port: await listeningPort(child),
    async close() {
      // The end of its standard input is its sign to leave.
      child.stdin?.end();
      const late = setTimeout(() => child.kill('SIGKILL'), 2000);
      await ended;
      clearTimeout(late);
    },
  };
}

function listeningPort(child: ChildProcess): Promise<number> {
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`the simulated arm ended before it listened: ${said.trim()}`)));
    createInterface({ input: child.stdout! }).on('line', (line) => {
      try {
        const { listening } = JSON.parse(line) as { listening?: { port: number } };
        if (listening) resolve(listening.port);
      } catch {
        reject(new Error(`the simulated arm said something unexpected: ${line.slice(0, 200)}`));
      }
    });
  });
}
