/**
 * @file A linear probe: how much of the observation a straight line still reads from the embedding, on points that the
 * line was not fitted on. It says whether information was lost, where spread says only how the points lie.
 * @see Alain & Bengio 2017, "Understanding intermediate layers using linear classifier probes"
 */
import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { isOnePoint } from './spectrum.ts';

/** Penalty on the weights as a share of the embedding's mean variance: it steadies what has no spread, and shrinks little else. */
const ridgeShare = 1e-6;

/**
 * Held-out R² of a ridge regression with intercept from embedding to observation.
 *
 * Even rows are fitted, odd rows are held out. R² = 1 − Σ(y − ŷ)² / Σ(y − ȳ)² over all held-out rows and all
 * observation numbers together, ȳ the mean of the fitted rows: so numbers that vary more count more, those that do not
 * vary count nothing, and guessing the mean gives 0. It can be negative, as guesses worse than the mean are. An
 * embedding that is one point, but for float32 rounding, gives exactly 0.
 *
 * @param embedding `[count, size]`, finite
 * @param observations `[count, observationSize]`, normalised
 * @returns undefined where nothing can be said: fewer than 4 rows, or no held-out observation differs from the mean
 */
export function linearProbeR2(
  embedding: Float32Array,
  size: number,
  observations: Float32Array,
  observationSize: number,
): number | undefined {
  const count = embedding.length / size;
  if (count < 4) return undefined;
  const [fitX, heldX] = halves(embedding, size);
  const [fitY, heldY] = halves(observations, observationSize);
  const meanX = centre(fitX);
  const meanY = centre(fitY);
  heldX.subRowVector(meanX);
  heldY.subRowVector(meanY);
  const total = sumOfSquares(heldY);
  if (total === 0) return undefined;
  const covariance = fitX.transpose().mmul(fitX).div(fitX.rows);
  const variance = covariance.trace();
  const squaredNorm = variance + meanX.reduce((sum, value) => sum + value ** 2, 0);
  if (isOnePoint(variance, squaredNorm)) return 0;
  covariance.add(Matrix.eye(size).mul((ridgeShare * variance) / size));
  const weights = new CholeskyDecomposition(covariance).solve(fitX.transpose().mmul(fitY).div(fitX.rows));
  return 1 - sumOfSquares(heldY.sub(heldX.mmul(weights))) / total;
}

/** Even and odd rows. */
function halves(values: Float32Array, size: number): [even: Matrix, odd: Matrix] {
  const row = (index: number) => Array.from(values.subarray(index * size, (index + 1) * size));
  const rows = Array.from({ length: values.length / size }, (_, index) => row(index));
  return [new Matrix(rows.filter((_, i) => i % 2 === 0)), new Matrix(rows.filter((_, i) => i % 2 === 1))];
}

/** Takes each column's mean away. @returns the means */
function centre(values: Matrix): number[] {
  const means = values.mean('column');
  values.subRowVector(means);
  return means;
}

function sumOfSquares(values: Matrix): number {
  let sum = 0;
  for (let i = 0; i < values.rows; i++) for (let j = 0; j < values.columns; j++) sum += values.get(i, j) ** 2;
  return sum;
}
