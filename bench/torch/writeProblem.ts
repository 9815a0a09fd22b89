/**
 * @file Writes a training problem and the steps that the lab takes on it, for `training_step.py --check`.
 *
 *     npx tsx bench/torch/writeProblem.ts problem.json
 */
import { writeFile } from 'node:fs/promises';
import { startBackend } from '../../cli/tensorBackend.ts';
import { drawStep, makeProblem, type Problem } from '../../src/core/board/problem.ts';
import { TensorTrainingStep } from '../../src/core/training/tensorTrainingStep.ts';

/** One in the warm-up, one at its end, one on the cosine. */
const stepCount = 3;

const [path] = process.argv.slice(2);
if (!path) {
  console.error('writeProblem.ts: name the file to write, such as problem.json');
  process.exit(1);
}
await startBackend('cpu');
const problem = makeProblem();
// A warm-up so short that a few steps show each part of the schedule.
const experiment = { ...problem.experiment, 'optimizer.warmupSteps': 1 };
await writeFile(path, JSON.stringify(await takeSteps({ ...problem, experiment }), typedArraysAsLists));

async function takeSteps(problem: Problem): Promise<object> {
  const { architecture, experiment, dataset, weights } = problem;
  const { observationSize, actionSize } = architecture;
  const training = new TensorTrainingStep(architecture, experiment, dataset, weights);
  const steps: object[] = [];
  let firstGradient = new Float32Array(0);
  for (let step = 0; step < stepCount; step++) {
    training.run(step);
    const [losses] = await training.readLosses();
    steps.push({ ...losses, ...drawStep(problem, step) });
    // From a first moment of 0, one step leaves 0.1 of the gradient.
    if (step === 0) firstGradient = (await training.readWeights()).firstMoment.map((moment) => 10 * moment);
  }
  const after = await training.readWeights();
  training.dispose();
  return {
    settings: { ...experiment, observationSize, actionSize },
    observations: dataset.observations,
    chunks: dataset.chunks,
    parameters: weights.parameters,
    steps,
    firstGradient,
    parametersAfter: after.parameters,
    emaAfter: after.ema,
  };
}

/** JSON of its own accord writes a typed array as an object with a key for each index. */
function typedArraysAsLists(_key: string, value: unknown): unknown {
  return value instanceof Float32Array || value instanceof Uint32Array ? Array.from(value) : value;
}
