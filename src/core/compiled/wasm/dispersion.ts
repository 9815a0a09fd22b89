/** @file The dispersive losses on the CPU (`core/objectives/dispersive/terms.ts`). */
import type { PairTerms } from '../../objectives/dispersive/terms.ts';
import type { Disperse } from '../jobs.ts';
import { padded } from '../matrix.ts';
import type { WasmMemory } from './wasmMemory.ts';

/** Added to a squared length before it is divided by, so that nothing is divided by zero. */
const smallestSquare = 1e-24;

/** @returns measures the loss, and adds to the gradient where it is felt */
export function disperse(memory: WasmMemory, job: Disperse): () => void {
  const { terms, batch } = job;
  const columns = padded(job.size);
  const side = padded(Math.max(batch, columns));
  // Features, their pull, the unit rows' inverse lengths or the means, and a square of pairs.
  const scratch = memory.scratch(2 * batch * columns + side + side * side);
  const places: Places = {
    ...{ columns, side, features: scratch, gradient: scratch + 4 * batch * columns },
    ...{ single: scratch + 8 * batch * columns, square: scratch + 8 * batch * columns + 4 * side },
  };
  return () => {
    copyFeatures(memory, job, places);
    const loss = terms.kind === 'pairs' ? pairs(memory, job, terms, places) : covariance(memory, job, places);
    memory.floats[memory.index(job.loss)] = loss;
    if (job.weight !== 0) addGradient(memory, job, places);
  };
}

/** Addresses in bytes, sizes in floats */
interface Places {
  readonly columns: number;
  readonly side: number;
  readonly features: number;
  readonly gradient: number;
  readonly single: number;
  readonly square: number;
}

function copyFeatures(memory: WasmMemory, { features, batch }: Disperse, { columns, features: to }: Places): void {
  const { floats } = memory;
  const from = memory.index(features);
  for (let row = 0; row < batch; row++) {
    const start = from + row * features.stride;
    floats.copyWithin(to / 4 + row * columns, start, start + columns);
  }
}

function pairs(memory: WasmMemory, { batch, weight }: Disperse, terms: PairTerms, places: Places): number {
  const { columns, side, features, gradient, square } = places;
  const inverses = terms.isUnit ? unitRows(memory, batch, places) : null;
  memory.kernels.squaredDistances(features, 4 * columns, batch, columns, square, 4 * side);
  const distances = memory.floats.subarray(square / 4, square / 4 + batch * side);
  const sums = new Float64Array(batch).fill(terms.diagonal);
  for (let i = 0; i < batch; i++) {
    for (let j = i + 1; j < batch; j++) {
      const term = terms.term.at(distances[i * side + j]);
      sums[i] += term;
      sums[j] += term;
    }
  }
  const total = sums.reduce((sum, value) => sum + terms.row.at(value), 0);
  if (weight !== 0) {
    for (let i = 0; i < batch; i++) {
      for (let at = i * side + i + 1, j = i + 1; j < batch; j++, at++) {
        distances[at] = terms.pull.at(distances[at], sums[i], sums[j], total);
      }
    }
    memory.kernels.pullPairs(features, 4 * columns, batch, columns, square, 4 * side, gradient, 4 * columns);
    if (inverses) throughUnitRows(memory, batch, places, inverses);
  }
  return terms.outer.at(total);
}

/** Divides each row by its length. @returns one over the lengths, `[batch]` */
function unitRows(memory: WasmMemory, batch: number, { columns, features }: Places): Float64Array {
  const { floats } = memory;
  return Float64Array.from({ length: batch }, (_, row) => {
    const values = floats.subarray(features / 4 + row * columns, features / 4 + (row + 1) * columns);
    let square = smallestSquare;
    for (const value of values) square += value * value;
    const inverse = 1 / Math.sqrt(square);
    for (let i = 0; i < columns; i++) values[i] *= inverse;
    return inverse;
  });
}

/** What of the gradient by a unit row is felt by the row itself: the part across it, over its length. */
function throughUnitRows(
  memory: WasmMemory,
  batch: number,
  { columns, features, gradient }: Places,
  inverses: Float64Array,
): void {
  const { floats } = memory;
  for (let row = 0; row < batch; row++) {
    const [unit, pull] = [features, gradient].map((at) => at / 4 + row * columns);
    let along = 0;
    for (let i = 0; i < columns; i++) along += floats[unit + i] * floats[pull + i];
    for (let i = 0; i < columns; i++) {
      floats[pull + i] = (floats[pull + i] - along * floats[unit + i]) * inverses[row];
    }
  }
}

function covariance(memory: WasmMemory, { batch, size }: Disperse, places: Places): number {
  const { columns, side, features, gradient, single, square } = places;
  const { floats, kernels } = memory;
  kernels.sumRows(features, 4 * columns, batch, columns, single);
  for (let row = 0; row < batch; row++) {
    for (let i = 0; i < columns; i++) floats[features / 4 + row * columns + i] -= floats[single / 4 + i] / batch;
  }
  const panel = memory.scratch(2 * batch * columns + side + side * side + (8 + columns) * batch);
  const free = panel + 4 * (2 * batch * columns + side + side * side);
  const both = [features, 4 * columns, features, 4 * columns];
  kernels.multiplyTransposedLeft(...both, square, 4 * side, columns, batch, columns, free);
  const products = memory.floats;
  let loss = 0;
  for (let m = 0; m < size; m++) {
    for (let n = 0; n < columns; n++) {
      const at = square / 4 + m * side + n;
      products[at] = m === n ? 0 : products[at] / (batch - 1);
      loss += products[at] ** 2;
      products[at] *= 4 / (batch - 1);
    }
  }
  const left = [features, 4 * columns, square, 4 * side];
  kernels.multiplyPlain(...left, gradient, 4 * columns, batch, columns, columns, 0, free);
  return loss;
}

function addGradient(memory: WasmMemory, { weight, gradient, slope, batch }: Disperse, places: Places): void {
  const { columns, gradient: pull } = places;
  const { kernels } = memory;
  const from = [pull, 4 * columns] as const;
  if (slope) {
    kernels.multiplyBy(...from, memory.address(slope), 4 * slope.stride, ...from, batch, columns);
  }
  kernels.addScaled(memory.address(gradient), 4 * gradient.stride, ...from, weight, batch, columns);
}
