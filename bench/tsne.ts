/** @file How many iterations of exact t-SNE a second one core does. */
import { Random } from '../src/core/random/random.ts';
import { Tsne } from '../src/core/representation/tsne.ts';
import { interleave, spreads, time } from './interleave.ts';
import type { Measurement } from './measurement.ts';

/** The default size of an embedding. */
const features = 16;
const iterations = 10;

export const tsneMeasurement: Measurement = {
  name: 'tsne',
  summary: 'iterations of exact t-SNE a second, 256 and 512 points',
  async run({ rounds }, print) {
    const samples = await interleave({ 256: iterationsPerSecond(256), 512: iterationsPerSecond(512) }, rounds);
    print({ unit: 'iterations per second', points: spreads(samples) });
  },
};

function iterationsPerSecond(points: number): () => Promise<number> {
  const random = new Random(21, points);
  const layout = new Tsne(random);
  layout.setData(random.normals(points * features), points, features);
  return async () => 1000 / ((await time(() => layout.iterate(iterations))) / iterations);
}
