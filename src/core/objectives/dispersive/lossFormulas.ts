/** @file The dispersive losses a second time, for tests: plain loops over pairs in doubles, and their differences. */
import type { Experiment } from '../../experiment/experiment.ts';

export type Kind = Exclude<Experiment['dispersive.kind'], 'none'>;
export type Batch = readonly Row[];
type Row = readonly number[];

const [temperature, margin] = [0.7, 2.5];
export const settingsOfFormulas = { 'dispersive.temperature': temperature, 'dispersive.margin': margin };

/** Each loss straight from its formula, in doubles, with the settings above. */
export const formulas: Record<Kind, (batch: Batch) => number> = {
  infonce_l2: (batch) =>
    Math.log(meanOfPairs(batch, (a, b) => Math.exp(-(distance(a, b) ** 2) / (a.length * temperature)), 'all')),
  infonce_cosine: (batch) => Math.log(meanOfPairs(batch, (a, b) => Math.exp(-(1 - cosine(a, b)) / temperature), 'all')),
  hinge: (batch) => meanOfPairs(batch, (a, b) => Math.max(0, margin - distance(a, b)) ** 2, 'others'),
  covariance(batch) {
    const [count, size] = [batch.length, batch[0].length];
    const mean = (read: (row: readonly number[]) => number) => batch.reduce((sum, row) => sum + read(row), 0) / count;
    const centre = Array.from({ length: size }, (_, m) => mean((row) => row[m]));
    let sum = 0;
    for (let m = 0; m < size; m++) {
      for (let n = 0; n < size; n++) {
        if (m === n) continue;
        sum += ((count / (count - 1)) * mean((row) => (row[m] - centre[m]) * (row[n] - centre[n]))) ** 2;
      }
    }
    return sum;
  },
  infonce_l2_release(batch) {
    const logs = batch.map((a, i) => {
      const terms = batch.map((b, j) => Math.exp(i === j ? 10 : Math.min(distance(a, b) / temperature, 10)));
      return Math.log(terms.reduce((sum, term) => sum + term, 0));
    });
    return -logs.reduce((sum, log) => sum + log, 0) / batch.length;
  },
};

function meanOfPairs(batch: Batch, of: (a: Row, b: Row) => number, which: 'all' | 'others'): number {
  const values = batch.flatMap((a, i) => batch.flatMap((b, j) => (which === 'others' && i === j ? [] : [of(a, b)])));
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const distance = (a: Row, b: Row) => Math.hypot(...a.map((x, k) => x - b[k]));
const cosine = (a: Row, b: Row) => a.reduce((sum, x, k) => sum + x * b[k], 0) / (Math.hypot(...a) * Math.hypot(...b));

/** The formula's derivative by each number of the batch, by central differences. */
export function differences(formula: (batch: Batch) => number, batch: Batch): number[][] {
  const h = 1e-5;
  const moved = (i: number, k: number, by: number) =>
    batch.map((row, r) => row.map((x, c) => (r === i && c === k ? x + by : x)));
  return batch.map((row, i) => row.map((_, k) => (formula(moved(i, k, h)) - formula(moved(i, k, -h))) / (2 * h)));
}
