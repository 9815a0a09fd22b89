/** @file A snapshot for tests: a small network's, of the run in `experiment/runFixture.ts` or of another experiment. */
import { experiment } from '../experiment/runFixture.ts';
import { architectureOf, initialiseParameters } from '../policy/architecture.ts';
import { Random } from '../random/random.ts';
import { encodeSnapshot } from '../training/snapshot.ts';

/** Bytes of a snapshot of the run at a step */
export function snapshotAt(step: number, of = experiment): Uint8Array<ArrayBuffer> {
  const architecture = architectureOf(of, 3, 2);
  const parameters = initialiseParameters(architecture, new Random(step));
  const range = (size: number) => ({ centre: new Array(size).fill(0), scale: new Array(size).fill(1) });
  return encodeSnapshot({
    metadata: {
      experiment: of,
      architecture,
      step,
      observationNormalizer: range(3),
      actionNormalizer: range(2),
      examples: 2,
      pendingLosses: [],
    },
    weights: { parameters, ema: parameters, firstMoment: parameters, secondMoment: parameters },
  });
}
