/** @file For tests: a compiled training step beside the one in tensor operations, which is the reference. */
import type { Machines } from '../compiled/machine.ts';
import { cutChunks } from '../data/chunks.ts';
import { decodeDemonstrations } from '../data/demonstrations.ts';
import { dispersiveLayerWords, dispersiveLossWords, namesIn } from '../experiment/dispersion.ts';
import { type Experiment, type ExperimentInput, resolveExperiment } from '../experiment/experiment.ts';
import { type Architecture, architectureOf, chunkLength, initialiseParameters } from '../policy/architecture.ts';
import { Random } from '../random/random.ts';
import { CompiledTrainingStep } from './compiledTrainingStep.ts';
import { TensorTrainingStep } from './tensorTrainingStep.ts';
import type { TrainingExamples, TrainingStep, Weights } from './trainingStep.ts';

const objectives = ['improved_meanflow', 'meanflow'] as const;
const kinds = namesIn(dispersiveLossWords).filter((kind) => kind !== 'none');

/** Every objective, every dispersive loss on every layer, and the corners of the sizes. */
export const parityCases: readonly (readonly [name: string, settings: ExperimentInput])[] = [
  ...objectives.map((kind) => [kind, { 'objective.kind': kind }] as const),
  ...objectives.flatMap((kind) =>
    [0, 1].map((share) => {
      return [
        `${kind}, r = t in ${100 * share} %`,
        { 'objective.kind': kind, 'objective.equalTimesShare': share },
      ] as const;
    }),
  ),
  ...kinds.flatMap((kind) =>
    namesIn(dispersiveLayerWords).map((layer) => {
      const settings = {
        ...{ 'dispersive.kind': kind, 'dispersive.layer': layer, 'dispersive.margin': 4, 'policy.conditionScale': 2 },
        'policy.conditionNormalization': layer === 'condition' ? 'layer' : 'none',
      };
      return [`${kind} on ${layer}`, settings] as const;
    }),
  ),
  ['no dispersive loss, three blocks', { 'dispersive.kind': 'none', 'policy.residualBlocks': 3 }],
  [
    'odd sizes',
    {
      ...{ 'training.batchSize': 13, 'policy.hiddenSize': 30, 'policy.conditionSize': 5 },
      ...{ 'policy.timeEmbeddingSize': 6, 'policy.actionHorizon': 3 },
    },
  ],
  ['a batch of more than there are examples', { 'training.batchSize': 70 }],
];

interface Problem {
  readonly architecture: Architecture;
  readonly experiment: Experiment;
  readonly examples: TrainingExamples;
  weights(): Weights;
}

function problemOf(settings: ExperimentInput): Problem {
  const experiment = resolveExperiment({
    ...{ 'policy.hiddenSize': 32, 'training.batchSize': 32, 'optimizer.warmupSteps': 0 },
    ...settings,
  });
  const architecture = architectureOf(experiment, 5, 3);
  const [random, count] = [new Random(21), 50];
  const examples = {
    count,
    observations: random.normals(count * 5),
    chunks: random.normals(count * chunkLength(architecture)),
  };
  const parameters = initialiseParameters(architecture, new Random(22));
  return { architecture, experiment, examples, weights: () => weightsOf(parameters) };
}

function weightsOf(parameters: Float32Array): Weights {
  const zeros = () => new Float32Array(parameters.length);
  return { parameters: parameters.slice(), ema: parameters.slice(), firstMoment: zeros(), secondMoment: zeros() };
}

/**
 * One step of both from the same weights, then what each embeds and draws.
 * @returns ‖difference‖/‖reference‖ of each vector, and the largest difference of a loss, relative to it or to 1
 */
export async function stepsSideBySide(
  machines: Machines,
  settings: ExperimentInput,
): Promise<{ differences: Record<string, number>; losses: number }> {
  const { architecture, experiment, examples, weights } = problemOf(settings);
  const compiled = new CompiledTrainingStep(machines, architecture, experiment, examples, weights());
  const reference = new TensorTrainingStep(architecture, experiment, examples, weights());
  const random = new Random(23);
  const [observations, noise] = [random.normals(7 * 5), random.normals(7 * chunkLength(architecture))];
  const results = async (step: TrainingStep) => {
    await step.run(0);
    const [losses] = await step.readLosses();
    const embedded = await step.embed(observations, 7);
    const drawn = await step.sample(observations, noise, 7, 3);
    return { losses: Object.values(losses), vectors: { ...(await step.readWeights()), embedded, drawn } };
  };
  try {
    const [actual, expected] = [await results(compiled), await results(reference)];
    const names = Object.keys(expected.vectors) as (keyof typeof expected.vectors)[];
    const differences = names.map((name) => [name, relative(actual.vectors[name], expected.vectors[name])]);
    const losses = expected.losses.map((loss, i) => Math.abs(loss - actual.losses[i]) / Math.max(1, Math.abs(loss)));
    return { differences: Object.fromEntries(differences), losses: Math.max(...losses) };
  } finally {
    compiled.dispose();
    reference.dispose();
  }
}

/**
 * How far the length of a compiled step's gradient is from the slope of its loss along it, relatively. All times are
 * equal, so that no part of the loss counts as a constant.
 */
export async function finiteDifferenceError(machines: Machines, kind: string): Promise<number> {
  const settings = {
    ...{ 'objective.equalTimesShare': 1, 'dispersive.kind': kind, 'dispersive.weight': 1, 'dispersive.margin': 8 },
    // No distance comes near the ten temperatures at which the release has a kink.
    ...{ 'dispersive.temperature': 1, 'policy.conditionScale': 3 },
  };
  const { architecture, experiment, examples, weights } = problemOf(settings);
  const { parameters } = weights();
  const stepFrom = async (from: Float32Array) => {
    const step = new CompiledTrainingStep(machines, architecture, experiment, examples, weightsOf(from));
    await step.run(0);
    const [{ loss }] = await step.readLosses();
    const { firstMoment } = await step.readWeights();
    step.dispose();
    return { loss, firstMoment };
  };
  // After one step the first moment is a tenth of the gradient.
  const gradient = (await stepFrom(parameters)).firstMoment.map((value) => 10 * value);
  const length = Math.hypot(...gradient);
  const at = async (distance: number) =>
    (await stepFrom(parameters.map((value, i) => value + (distance * gradient[i]) / length))).loss;
  const h = 2e-2;
  const slope = (8 * ((await at(h)) - (await at(-h))) - ((await at(2 * h)) - (await at(-2 * h)))) / (12 * h);
  return Math.abs(slope - length) / length;
}

/** Settings of a run on Lift that a GPU in software takes through 500 steps in some seconds. */
export const shortRun = { 'policy.hiddenSize': 64, 'training.batchSize': 64, 'training.steps': 500 };

/**
 * 500 steps on Lift's demonstrations, compiled and in tensor operations on the current backend.
 * @param demonstrations bytes of a demonstration file
 * @returns the largest relative difference between the losses of both, as a log shows them: means of 50 steps
 */
export async function curveDifference(
  machines: Machines,
  demonstrations: Uint8Array,
  settings: ExperimentInput,
): Promise<number> {
  const experiment = resolveExperiment({ 'training.steps': 500, ...settings });
  const set = decodeDemonstrations(demonstrations, 'the demonstrations');
  const architecture = architectureOf(experiment, set.metadata.observationSize, set.metadata.actionSize);
  const examples = cutChunks(set, architecture.actionHorizon, 1);
  const parameters = initialiseParameters(architecture, new Random(22));
  const curveOf = async (step: TrainingStep) => {
    for (let i = 0; i < experiment['training.steps']; i++) await step.run(i);
    const losses = await step.readLosses();
    step.dispose();
    return Array.from({ length: losses.length / 50 }, (_, part) =>
      losses.slice(50 * part, 50 * (part + 1)).reduce((sum, { loss }) => sum + loss / 50, 0),
    );
  };
  const expected = await curveOf(new TensorTrainingStep(architecture, experiment, examples, weightsOf(parameters)));
  const actual = await curveOf(
    new CompiledTrainingStep(machines, architecture, experiment, examples, weightsOf(parameters)),
  );
  return Math.max(...actual.map((loss, i) => Math.abs(loss - expected[i]) / Math.abs(expected[i])));
}

function relative(actual: Float32Array, expected: Float32Array): number {
  const norm = (values: Float32Array) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return norm(actual.map((value, i) => value - expected[i])) / norm(expected);
}
