import { parseArguments, UsageError } from '../arguments.ts';
import { note, printLine } from '../output.ts';
import type { Command } from './command.ts';

export const benchCommand: Command = {
  name: 'bench',
  usage: '[--only environment,trainingStep,latency,tsne,growth,page,pair] [--page] [--quick]',
  summary: 'measures speed: ratios in one run, then the machine; --page adds the page in a browser',
  async run(words) {
    const given = parseArguments(words, [], { values: ['only'], switches: ['page', 'quick'] });
    // Loaded here, because no other command needs the peers that are measured.
    const { measurements } = await import('../../bench/registry.ts');
    const { describeMachine } = await import('../../bench/machine.ts');
    const names = given.optional('only')?.split(',');
    const unknown = names?.find((name) => !measurements.some((measurement) => measurement.name === name));
    if (unknown !== undefined) {
      const known = measurements.map(({ name }) => name).join(', ');
      throw new UsageError(`--only: there is no measurement ${unknown}; measurements are ${known}`);
    }
    const isQuick = given.has('quick');
    for (const { name, summary, isOnRequest, run } of measurements) {
      const isAsked = names ? names.includes(name) : !isOnRequest;
      if (!isAsked && !(isOnRequest && given.has(name))) continue;
      note(`${name}: ${summary}`);
      await run({ isQuick, rounds: isQuick ? 5 : 20 }, (line) => printLine({ measurement: name, ...line }));
    }
    printLine({ machine: await describeMachine() });
  },
};
