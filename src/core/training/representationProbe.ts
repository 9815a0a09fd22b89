/**
 * @file All that is measured of the representation at one step: how it is spread, what is left in it of the
 * observation, and whether one step of the policy still draws what many draw.
 *
 * Always on the same observations and the same noise, so that a number that moves is the network's doing. It takes
 * nothing from the random stream of training: measured or not, a run is the same bit for bit.
 */
import type { Probe } from '../data/chunks.ts';
import type { EmbeddingRecord, RepresentationRecord } from '../experiment/records.ts';
import { type Architecture, chunkLength } from '../policy/architecture.ts';
import { Random } from '../random/random.ts';
import { actionGap } from '../representation/actionGap.ts';
import { dispersionMetrics } from '../representation/dispersionMetrics.ts';
import { linearProbeR2 } from '../representation/linearProbe.ts';
import { DivergenceError } from './divergenceError.ts';
import type { TrainingStep } from './trainingStep.ts';

/** Each costs 33 network calls; so many tell the gap within a few percent. */
export const mostGapRows = 64;

/** Keeps the gap's noise apart from all that a run draws of its seed. */
const gapStream = 5;

/** What the probe asks of a step, of stage 1 or 2 */
export type ProbedStep = Pick<TrainingStep, 'embed' | 'sample'>;

export class RepresentationProbe {
  private readonly gapCount: number;
  /** Normalised, `[gapCount, observationSize]` */
  private readonly gapObservations: Float32Array;
  /** z₁, `[gapCount, Ta·Da]` */
  private readonly gapNoise: Float32Array;

  constructor(
    private readonly probe: Probe,
    private readonly architecture: Architecture,
    seed: number,
  ) {
    const { observationSize } = architecture;
    this.gapCount = Math.min(mostGapRows, probe.count);
    this.gapObservations = new Float32Array(this.gapCount * observationSize);
    for (let i = 0; i < this.gapCount; i++) {
      const start = Math.floor(((i + 0.5) * probe.count) / this.gapCount) * observationSize;
      this.gapObservations.set(probe.observations.subarray(start, start + observationSize), i * observationSize);
    }
    this.gapNoise = new Random(seed, gapStream).normals(this.gapCount * chunkLength(architecture));
  }

  /**
   * @param step what the records are of
   * @throws DivergenceError where the network's answers are not finite
   */
  async measure(trainingStep: ProbedStep, step: number): Promise<[RepresentationRecord, EmbeddingRecord]> {
    const { count, observations, phases } = this.probe;
    const { conditionSize: size, observationSize } = this.architecture;
    const values = await trainingStep.embed(observations, count);
    const [one, many] = [await this.draw(trainingStep, 1), await this.draw(trainingStep, 32)];
    for (const read of [values, one, many]) if (!read.every(Number.isFinite)) throw new DivergenceError(step);
    const r2 = linearProbeR2(values, size, observations, observationSize);
    return [
      {
        kind: 'representation',
        step,
        ...dispersionMetrics(values, count, size),
        ...(r2 !== undefined && { linearProbeR2: r2 }),
        actionGap: actionGap(one, many),
      },
      { kind: 'embedding', step, count, size, values, phases },
    ];
  }

  private draw(trainingStep: ProbedStep, steps: number): Promise<Float32Array> {
    return trainingStep.sample(this.gapObservations, this.gapNoise, this.gapCount, steps);
  }
}
