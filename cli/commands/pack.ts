import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArguments } from '../arguments.ts';
import { printLine } from '../output.ts';
import { packRun } from '../packRun.ts';
import { defaultBackend } from '../tensorBackend.ts';
import type { Command } from './command.ts';

export const packCommand: Command = {
  name: 'pack',
  usage: 'RUN --out FILE.run [--name TEXT] [--without-snapshot] [--backend wasm]',
  summary: 'a run folder as one file, which the page opens in its Runs view',
  async run(words) {
    const given = parseArguments(words, ['run'], {
      values: ['out', 'name', 'backend'],
      switches: ['without-snapshot'],
    });
    const { bytes, run } = await packRun({
      folder: resolve(given.positionals[0]),
      name: given.optional('name'),
      withSnapshot: !given.has('without-snapshot'),
      backend: given.text('backend', defaultBackend),
    });
    writeFileSync(resolve(given.text('out')), bytes);
    printLine({ name: run.name, step: run.step, records: run.recordCount, bytes: bytes.length });
  },
};
