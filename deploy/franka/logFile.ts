/** @file Writes the runner's log as it comes: what was written before a crash is kept. */
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { encodeRunnerLogLine, type RunnerLogLine } from '../../src/core/export/runnerLog.ts';

export class LogFile {
  private readonly stream;
  private failure: Error | null = null;

  /** @throws Error where there is a file of that name already, or none can be made */
  static async create(path: string): Promise<LogFile> {
    mkdirSync(dirname(path), { recursive: true });
    const log = new LogFile(path);
    await new Promise<void>((resolve, reject) => {
      log.stream.once('open', () => resolve());
      log.stream.once('error', (error) => reject(new Error(`the log ${path} cannot be written: ${error.message}`)));
    });
    log.stream.on('error', (error) => {
      log.failure = error;
    });
    return log;
  }

  private constructor(readonly path: string) {
    this.stream = createWriteStream(path, { flags: 'wx' });
  }

  write(line: RunnerLogLine): void {
    this.stream.write(`${encodeRunnerLogLine(line)}\n`);
  }

  /** @throws Error where a part of it could not be written */
  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.stream.end(() => resolve()));
    if (this.failure) throw new Error(`the log ${this.path} is not whole: ${this.failure.message}`);
  }
}
