import { parseArguments, UsageError } from '../arguments.ts';
import { evaluateRun } from '../evaluateRun.ts';
import { printLine } from '../output.ts';
import { defaultBackend } from '../tensorBackend.ts';
import type { Command } from './command.ts';

/** Far from the seeds that demonstrations (1,000,000 up) and live evaluations (2,000,000 up) use. */
const defaultSeed = 10_000;

export const evaluateCommand: Command = {
  name: 'evaluate',
  usage: 'RUN [--episodes 100] [--steps 1,2,5,10,32] [--seed 10000] [--backend wasm]',
  summary: 'the step ladder: one policy, several step counts, the same episodes and noise',
  async run(words) {
    const given = parseArguments(words, ['run'], { values: ['episodes', 'steps', 'seed', 'backend'] });
    const { paired } = await evaluateRun({
      run: given.positionals[0],
      episodes: given.integer('episodes', 100, 1),
      seed: given.integer('seed', defaultSeed),
      stepCounts: readStepCounts(given.text('steps', '1,2,5,10,32')),
      backend: given.text('backend', defaultBackend),
      onRung: ({ kind: _, step: trainingStep, ...rung }) => printLine({ ...rung, trainingStep }),
    });
    if (!paired) return;
    const { both, onlyOne, onlyMany, neither, one, many, returnDifference } = paired;
    printLine({ paired: { both, onlyOne, onlyMany, neither, one, many, returnDifference } });
  },
};

/** @throws UsageError where the text is not a list of whole numbers from 1 up */
export function readStepCounts(text: string): number[] {
  const counts = text.split(',').map(Number);
  if (counts.every((count) => Number.isInteger(count) && count >= 1)) return [...new Set(counts)];
  throw new UsageError(`--steps: expected whole numbers from 1 up, such as 1,5,32, received ${text}`);
}
