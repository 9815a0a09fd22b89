/** @file The dispersive losses (`core/objectives/dispersive/terms.ts`): they are measured, and where they are felt they pull. */
import type { Disperse } from '../jobs.ts';
import { covarianceKernels } from './covariance.wgsl.ts';
import { type Dispatch, type Field, type Kernel, placeInFours, workgroupsFor } from './kernel.ts';
import { pairKernels } from './pairs.wgsl.ts';

/** Floats that a dispersive loss works in beside its matrices. */
export function scratchOf({ features, batch }: Disperse): number {
  // Pairs: unit rows and their lengths, sums of rows, the total. Covariance: the means, the matrix and its tiles' shares.
  const pairs = batch * features.columns + 8 * batch + 4;
  const covariance = features.columns + features.columns ** 2 + features.columns ** 2 / 4;
  return Math.max(pairs, covariance);
}

/** @param scratch where in the memory there is room for it, in floats */
export function disperse(job: Disperse, scratch: number): Dispatch[] {
  return job.terms.kind === 'pairs' ? pairs(job, scratch / 4) : covariance(job, scratch / 4);
}

function pairs(job: Disperse, scratch: number): Dispatch[] {
  const { terms, features, batch } = job;
  if (terms.kind !== 'pairs') return [];
  const fours = features.columns / 4;
  const kernels = pairKernels(terms, fours);
  const inverses = scratch + batch * fours;
  const sums = inverses + batch;
  const rows = terms.isUnit ? [scratch, fours] : placeInFours(features);
  const fields = [batch, fours, ...rows, ...placeInFours(features), inverses, sums, sums + batch, ...pullFields(job)];
  const dispatch = (kernel: Kernel, workgroups: number) => ({ kernel, spans: [{ workgroups, fields }] });
  return [
    ...(terms.isUnit ? [dispatch(kernels.unitRows, workgroupsFor(batch))] : []),
    dispatch(kernels.sums, batch),
    dispatch(kernels.total, 1),
    ...(job.weight === 0 ? [] : [dispatch(kernels.pull, batch)]),
  ];
}

function covariance(job: Disperse, means: number): Dispatch[] {
  const { features, batch } = job;
  const fours = features.columns / 4;
  const matrix = means + fours;
  const shares = matrix + 4 * fours * fours;
  const fields = [batch, fours, ...placeInFours(features), means, matrix, shares, ...pullFields(job)];
  const dispatch = (kernel: Kernel, workgroups: number) => ({ kernel, spans: [{ workgroups, fields }] });
  return [
    dispatch(covarianceKernels.products, workgroupsFor(fours * fours)),
    dispatch(covarianceKernels.total, 1),
    ...(job.weight === 0 ? [] : [dispatch(covarianceKernels.pull, workgroupsFor(batch * fours))]),
  ];
}

/** The last fields of both kinds: what the pull is added to, and what takes the loss. */
function pullFields({ gradient, slope, weight, loss }: Disperse): Field[] {
  return [...placeInFours(gradient), ...placeInFours(slope), { real: weight }, loss.offset / 4];
}
