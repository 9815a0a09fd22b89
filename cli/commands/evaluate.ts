import { evaluateLadder } from '../../src/core/evaluation/ladder.ts';
import { TensorPolicy } from '../../src/core/policy/tensorPolicy.ts';
import { parseArguments, UsageError } from '../arguments.ts';
import { printLine, showProgress } from '../output.ts';
import { withPhysics } from '../physics.ts';
import { findPolicy } from '../policies.ts';
import { defaultBackend, startBackend } from '../tensorBackend.ts';
import type { Command } from './command.ts';

/** Far from the seeds that demonstrations (1,000,000 up) and live evaluations use. */
const defaultSeed = 10_000;

export const evaluateCommand: Command = {
  name: 'evaluate',
  usage: 'RUN [--episodes 100] [--steps 1,2,5,10,32] [--seed 10000] [--backend wasm]',
  summary: 'the step ladder: one policy, several step counts, the same episodes and noise',
  async run(words) {
    const given = parseArguments(words, ['run'], { values: ['episodes', 'steps', 'seed', 'backend'] });
    const [episodes, seed] = [given.integer('episodes', 100, 1), given.integer('seed', defaultSeed)];
    const stepCounts = readStepCounts(given.text('steps', '1,2,5,10,32'));
    const { file, folder } = findPolicy(given.positionals[0]);
    const { backend, adapter } = await startBackend(given.text('backend', defaultBackend));
    const { scene, step: trainingStep } = file.metadata;
    const policy = new TensorPolicy(file);
    let done = 0;
    const ladder = await withPhysics(scene, episodes, (environments) =>
      evaluateLadder(policy, environments, {
        stepCounts,
        episodes,
        seed,
        trainingStep,
        clock: () => performance.now(),
        onEpisode: (steps) => showProgress(`${++done} of ${episodes * stepCounts.length} episodes, K = ${steps}`),
        onRung: ({ kind: _, ...rung }) => printLine(rung),
      }),
    );
    policy.dispose();
    const outcomes = Object.fromEntries(ladder.outcomes);
    folder?.appendEvaluation({
      seed,
      episodes,
      backend,
      adapter,
      rungs: ladder.rungs,
      paired: ladder.paired,
      outcomes,
    });
    if (ladder.paired) {
      const { both, onlyOne, onlyMany, neither, one, many } = ladder.paired;
      printLine({ paired: { both, onlyOne, onlyMany, neither, one, many } });
    }
  },
};

/** @throws UsageError where the text is not a list of whole numbers from 1 up */
export function readStepCounts(text: string): number[] {
  const counts = text.split(',').map(Number);
  if (counts.every((count) => Number.isInteger(count) && count >= 1)) return [...new Set(counts)];
  throw new UsageError(`--steps: expected whole numbers from 1 up, such as 1,5,32, received ${text}`);
}
