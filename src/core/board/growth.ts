/**
 * @file How the time of a training step grows with the batch, and with the width of the network.
 *
 * A contestant that becomes too slow is left out of what is larger still, and the line says so.
 */
import type { Experiment } from '../experiment/experiment.ts';
import { parameterCount } from '../policy/architecture.ts';
import type { BackendName } from '../policy/tensorBackend.ts';
import { interleave, ratiosTo, repetitionsOf, type Spread, spreads, time } from './interleave.ts';
import type { BoardMeasurement, BoardOptions, BoardPart, Skipped } from './measurement.ts';
import { makeProblem } from './problem.ts';
import { openSteps, stepNames } from './steps.ts';
import { runStep } from './timedStep.ts';

export interface GrowthPoint {
  /** What grows */
  readonly axis: 'batch' | 'hidden';
  readonly backend: BackendName;
  readonly batchSize: number;
  readonly hiddenSize: number;
  readonly parameters: number;
}

export interface MeasuredGrowth extends GrowthPoint {
  readonly adapter: string | null;
  readonly unit: 'milliseconds per step';
  readonly rounds: number;
  readonly times: Readonly<Record<string, Spread>>;
  readonly ratioToOurs: Readonly<Record<string, Spread>>;
  readonly leftOut: Readonly<Record<string, string>>;
}

export type GrowthLine = MeasuredGrowth | (GrowthPoint & Skipped);

const axes = {
  batch: [32, 128, 512, 2048].map((batchSize) => ({ 'training.batchSize': batchSize })),
  hidden: [64, 256, 1024].map((hiddenSize) => ({ 'policy.hiddenSize': hiddenSize })),
} as const;

/** Few: what is of interest here is a factor of four, not of a tenth. */
const mostRounds = 5;
/** Milliseconds of one step, above which a contestant goes no further along an axis */
const longestStep = 3000;

export const growthMeasurement: BoardMeasurement<GrowthLine> = {
  name: 'growth',
  summary: 'a training step by batch 32 to 2048 and by hidden size 64 to 1024, on each backend',
  parts: (options) =>
    options.backends.flatMap((backend) => [
      ...partsOf('batch', backend, options),
      ...partsOf('hidden', backend, options),
    ]),
};

function partsOf(axis: keyof typeof axes, backend: BackendName, options: BoardOptions): BoardPart<GrowthLine>[] {
  const tooSlow: Record<string, string> = {};
  return axes[axis].map((settings: Partial<Experiment>) => ({
    said: `how a step grows with ${axis === 'batch' ? 'the batch' : 'the network'}, on ${backend}`,
    measure: () => measurePoint(axis, settings, backend, tooSlow, options),
  }));
}

/** @param tooSlow contestants that go no further, with the reason; the point adds its own */
async function measurePoint(
  axis: keyof typeof axes,
  settings: Partial<Experiment>,
  backend: BackendName,
  tooSlow: Record<string, string>,
  options: BoardOptions,
): Promise<GrowthLine> {
  const { clock, rest } = options;
  const problem = makeProblem(settings);
  const point: GrowthPoint = {
    axis,
    backend,
    batchSize: problem.experiment['training.batchSize'],
    hiddenSize: problem.architecture.hiddenSize,
    parameters: parameterCount(problem.architecture),
  };
  const active = await options.startBackend(backend).catch((error: Error) => error);
  if (active instanceof Error) return { ...point, skipped: active.message };
  const stillFast = stepNames.filter((name) => !(name in tooSlow));
  const opened = await openSteps(problem, { backend, clock }, stillFast);
  const leftOut: Record<string, string> = { ...opened.leftOut, ...tooSlow };
  try {
    const contestants: Record<string, () => Promise<number>> = {};
    for (const [name, step] of Object.entries(opened.steps)) {
      const timeSteps = (count: number) => time(clock, () => runStep(step), count);
      // The first step compiles, and is not counted.
      await timeSteps(1);
      await rest();
      const milliseconds = await timeSteps(1);
      await rest();
      if (milliseconds > longestStep) {
        const seconds = Number((milliseconds / 1000).toPrecision(2));
        tooSlow[name] = `one step took ${seconds} s at batch ${point.batchSize}, hidden size ${point.hiddenSize}`;
        leftOut[name] = tooSlow[name];
      } else {
        contestants[name] = () => timeSteps(repetitionsOf(milliseconds));
      }
    }
    const rounds = Math.min(options.rounds, mostRounds);
    const samples = await interleave(contestants, { rounds, clock, rest });
    const measured = { unit: 'milliseconds per step', rounds, times: spreads(samples) } as const;
    return { ...point, adapter: active.adapter, ...measured, ratioToOurs: ratiosTo(samples, 'ours'), leftOut };
  } finally {
    for (const step of Object.values(opened.steps)) step.dispose();
  }
}
