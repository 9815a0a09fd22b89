/** @file The board: every measurement that a page can take as well as a terminal, and how they are gone through. */
import { growthMeasurement } from './growth.ts';
import { latencyMeasurement } from './latency.ts';
import type { BoardMeasurement, BoardOptions } from './measurement.ts';
import { trainingStepMeasurement } from './trainingStep.ts';
import { tsneMeasurement } from './tsne.ts';

export const boardMeasurements = [
  trainingStepMeasurement,
  latencyMeasurement,
  tsneMeasurement,
  growthMeasurement,
] as const satisfies readonly BoardMeasurement[];

export interface BoardListener {
  /** A part begins. @param done parts before it @param planned parts in all */
  begin(said: string, done: number, planned: number): void;
  /** A part came to this line. */
  print(measurement: string, line: object): void;
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
    listener.begin(said, done, parts.length);
    await options.rest();
    listener.print(name, await measure());
  }
}
