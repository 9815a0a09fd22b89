/** @file The representation's probe for a run of stage 2: the held-out observations of its stage 1. */
import { cutChunks } from '../data/chunks.ts';
import type { Demonstrations } from '../data/demonstrations.ts';
import { denormalize, normalize } from '../data/normalizer.ts';
import type { Experiment } from '../experiment/experiment.ts';
import type { NetworkMetadata } from '../policy/checkedMetadata.ts';
import { RepresentationProbe } from '../training/representationProbe.ts';

export interface FinetuneProbe {
  readonly representation: RepresentationProbe;
  /** What was held out, raw units, `[count, observationSize]` */
  readonly rawObservations: Float32Array;
  /** What was demonstrated there, raw units, `[count, Ta·Da]` */
  readonly rawActions: Float32Array;
}

/** @returns null where nothing was demonstrated */
export function probeOf(
  demonstrations: Demonstrations | undefined,
  { architecture, observationNormalizer }: NetworkMetadata,
  experiment: Experiment,
): FinetuneProbe | null {
  if (!demonstrations) return null;
  const dataset = cutChunks(demonstrations, architecture.actionHorizon, experiment['representation.probeSize']);
  const rawObservations = denormalize(dataset.observationNormalizer, dataset.probe.observations);
  // The policy keeps the normaliser that it was trained with, whatever the set of that name holds now.
  const probe = { ...dataset.probe, observations: normalize(observationNormalizer, rawObservations) };
  return {
    representation: new RepresentationProbe(probe, architecture, experiment.seed),
    rawObservations,
    rawActions: denormalize(dataset.actionNormalizer, dataset.probe.chunks),
  };
}
