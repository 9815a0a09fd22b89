/** @file Whoever takes the training step: the lab, the lab's reference in tfjs operations, plain tfjs, and the peer jax-js. */
import type { BackendName } from '../policy/tensorBackend.ts';
import { createTrainingStep } from '../training/createTrainingStep.ts';
import { TensorTrainingStep } from '../training/tensorTrainingStep.ts';
import type { TrainingStep } from '../training/trainingStep.ts';
import { PlainTrainingStep } from './plainTrainingStep.ts';
import type { Problem } from './problem.ts';
import type { TimedStep } from './timedStep.ts';

export type StepName = 'ours' | 'tensor' | 'plain' | 'jax';

export interface StepPlace {
  /** The tensor engine's own now */
  readonly backend: BackendName;
  /** Milliseconds */
  readonly clock: () => number;
}

interface StepMaker {
  readonly name: StepName;
  /** @throws Error that says why it cannot take part on this backend */
  create(problem: Problem, place: StepPlace): TimedStep | Promise<TimedStep>;
}

/** The lab's own first: ratios are taken to it. */
const makers: readonly StepMaker[] = [
  {
    name: 'ours',
    create: ({ architecture, experiment, dataset, weights }, { clock }) =>
      new OurTimedStep(createTrainingStep(architecture, experiment, dataset, weights, clock)),
  },
  {
    name: 'tensor',
    create: ({ architecture, experiment, dataset, weights }) =>
      new OurTimedStep(new TensorTrainingStep(architecture, experiment, dataset, weights)),
  },
  { name: 'plain', create: (problem) => new PlainTrainingStep(problem) },
  { name: 'jax', create: createJax },
];

export interface OpenSteps {
  readonly steps: Partial<Record<StepName, TimedStep>>;
  /** Why a contestant is not there */
  readonly leftOut: Partial<Record<StepName, string>>;
}

/** All that can take this step on the current backend. @param wanted absent: all of them */
export async function openSteps(problem: Problem, place: StepPlace, wanted?: readonly string[]): Promise<OpenSteps> {
  const steps: Partial<Record<StepName, TimedStep>> = {};
  const leftOut: Partial<Record<StepName, string>> = {};
  for (const { name, create } of makers) {
    if (wanted && !wanted.includes(name)) continue;
    try {
      steps[name] = await create(problem, place);
    } catch (error) {
      leftOut[name] = error instanceof Error ? error.message : String(error);
    }
  }
  return { steps, leftOut };
}

export const stepNames: readonly StepName[] = makers.map(({ name }) => name);

/** One of the lab's own, behind the same door as the others. */
class OurTimedStep implements TimedStep {
  private taken = 0;

  constructor(private readonly step: TrainingStep) {}

  advance(): void | Promise<void> {
    return this.step.run(this.taken++);
  }

  async readLoss(): Promise<number> {
    return (await this.step.readLosses()).at(-1)!.loss;
  }

  dispose(): void {
    this.step.dispose();
  }
}

async function createJax(problem: Problem, { backend }: StepPlace): Promise<TimedStep> {
  if (backend === 'cpu') throw new Error('its cpu device is an interpreter for debugging');
  // Loaded here, because nobody else needs the peer.
  const { createJaxTrainingStep } = await import('./jaxTrainingStep.ts');
  return createJaxTrainingStep(problem, backend);
}
