/** @file The board: every measurement that a page can take as well as a terminal, and how they are gone through. */
import { type GrowthLine, growthMeasurement } from './growth.ts';
import { type LatencyLine, latencyMeasurement } from './latency.ts';
import type { BoardMeasurement, BoardOptions } from './measurement.ts';
import { type TrainingStepLine, trainingStepMeasurement } from './trainingStep.ts';
import { type TsneLine, tsneMeasurement } from './tsne.ts';

export const boardMeasurements = [
  trainingStepMeasurement,
  latencyMeasurement,
  tsneMeasurement,
  growthMeasurement,
] as const satisfies readonly BoardMeasurement[];

type Named<Name extends string, Line> = { readonly measurement: Name } & Line;

/** What is printed, kept and drawn: plain JSON */
export type BoardLine =
  | Named<'trainingStep', TrainingStepLine>
  | Named<'latency', LatencyLine>
  | Named<'tsne', TsneLine>
  | Named<'growth', GrowthLine>;

export type BoardName = BoardLine['measurement'];

/** How far a board has come */
export interface BoardStanding {
  /** What is being measured */
  readonly said: string;
  /** Parts before it */
  readonly done: number;
  /** Parts in all */
  readonly planned: number;
}

export interface BoardListener {
  begin(standing: BoardStanding): void;
  /** A part came to this line; the measurement's name is in it. */
  print(line: object): void;
}

/** Takes some measurements, part by part. @throws whatever `rest` throws where the board was cancelled */
export async function takeMeasurements(
  measurements: readonly BoardMeasurement[],
  options: BoardOptions,
  listener: BoardListener,
): Promise<void> {
  const parts = measurements.flatMap((measurement) =>
    measurement.parts(options).map((part) => ({ ...part, name: measurement.name })),
  );
  for (const [done, { name, said, measure }] of parts.entries()) {
    listener.begin({ said, done, planned: parts.length });
    await options.rest();
    listener.print({ measurement: name, ...(await measure()) });
  }
}
