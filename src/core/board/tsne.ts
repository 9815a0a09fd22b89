/** @file How long one iteration of exact t-SNE takes, and how that grows with the points: each pulls on every other. */
import { Random } from '../random/random.ts';
import { Tsne } from '../representation/tsne.ts';
import { interleave, repetitionsOf, type Spread, spreads, time } from './interleave.ts';
import type { BoardMeasurement, BoardOptions } from './measurement.ts';

export interface TsneLine {
  readonly unit: 'milliseconds per iteration';
  readonly rounds: number;
  /** By number of points */
  readonly times: Readonly<Record<number, Spread>>;
}

/** The default size of an embedding */
const features = 16;
const pointCounts = [125, 250, 500, 1000, 2000] as const;
const warmUpIterations = 5;

export const tsneMeasurement: BoardMeasurement<TsneLine> = {
  name: 'tsne',
  summary: 'an iteration of exact t-SNE with 125 to 2000 points',
  parts: (options) => [{ said: 'an iteration of t-SNE', measure: () => measure(options) }],
};

async function measure({ rounds, clock, rest }: BoardOptions): Promise<TsneLine> {
  const contestants: Record<number, () => Promise<number>> = {};
  for (const points of pointCounts) {
    await rest();
    const layout = beginLayout(points);
    const milliseconds = await time(clock, () => layout.iterate(1), warmUpIterations);
    contestants[points] = () => time(clock, () => layout.iterate(1), repetitionsOf(milliseconds));
  }
  const samples = await interleave(contestants, { rounds, clock, rest });
  return { unit: 'milliseconds per iteration', rounds, times: spreads(samples) };
}

function beginLayout(points: number): Tsne {
  const random = new Random(21, points);
  const layout = new Tsne(random);
  layout.setData(random.normals(points * features), points, features);
  return layout;
}
