/** @file What each chart shows, as a table. */
import type {
  EvaluationRecord,
  LatencyRecord,
  PairedRecord,
  RepresentationRecord,
  TrainingRecord,
} from '../../core/experiment/records.ts';
import { type LossCurve, type LossKind, representationMeasures } from '../../lab/labState.ts';
import type { ChartTable } from './chartTable.ts';
import type { StandingLatency } from './latencies.ts';
import { lossNames } from './lossWords.ts';
import { measureNames, measureUnits } from './measureWords.ts';
import { stepColumns } from './stepColumn.ts';

/** Of stage 1; `countedIn` names it as another run counts. */
const stepColumn = stepColumns['training steps'];

/** @param curve the loss that is shown, with its moving average */
export function lossTable(records: readonly TrainingRecord[], curve: LossCurve | null, kind: LossKind): ChartTable {
  return {
    name: kind === 'velocityLoss' ? 'velocity-loss' : kind === 'loss' ? 'training-loss' : 'dispersive-loss',
    title: `${lossNames[kind]} over training`,
    columns: [
      stepColumn,
      {
        key: kind,
        label: lossNames[kind],
        unit: kind === 'velocityLoss' ? 'squared normalised action units' : 'no unit',
      },
      { key: 'movingAverage', label: 'Moving average', unit: 'as the loss' },
      { key: 'learningRate', label: 'Learning rate', unit: 'per step' },
    ],
    rows: records.map((record, i) => [record.step, record[kind], curve?.smooth.value(i) ?? null, record.learningRate]),
    notes: [
      'A loss is the mean over the steps since the row before.',
      'The moving average is exponential, without bias at its start, and keeps 60 % of the past in each row.',
    ],
  };
}

export function representationTable(records: readonly RepresentationRecord[]): ChartTable {
  return {
    name: 'representation',
    title: 'Spread of the representation over training',
    columns: [
      stepColumn,
      ...representationMeasures.map((key) => ({ key, label: measureNames[key], unit: measureUnits[key] })),
    ],
    rows: records.map((record) => [record.step, ...representationMeasures.map((key) => record[key] ?? null)]),
    notes: [
      'Measured on held-out observations, the same at every step.',
      'The linear probe is fitted on every other observation and judged on the rest.',
      'The action gap is of up to 64 observations, with the same noise for 1 and for 32 steps.',
    ],
  };
}

/** A column a dimension. */
export function spectrumTable(records: readonly RepresentationRecord[]): ChartTable {
  const measured = records.filter(({ variances }) => variances);
  const size = Math.max(0, ...measured.map(({ variances = [] }) => variances.length));
  return {
    name: 'representation-spectrum',
    title: 'Spectrum of the representation over training',
    columns: [
      stepColumn,
      ...Array.from({ length: size }, (_, i) => ({
        key: `variance${i + 1}`,
        label: `Variance ${i + 1}`,
        unit: 'squared embedding units',
      })),
    ],
    rows: measured.map(({ step, variances = [] }) => [step, ...variances]),
    notes: ['Eigenvalues of the covariance of held-out observations’ embeddings, largest first.'],
  };
}

/** A column a bin. */
export function distanceTable(records: readonly RepresentationRecord[]): ChartTable {
  const measured = records.flatMap(({ step, distances }) => (distances ? [{ step, ...distances }] : []));
  const bins = Math.max(0, ...measured.map(({ counts }) => counts.length));
  return {
    name: 'representation-distances',
    title: 'Pairwise distances of the representation over training',
    columns: [
      stepColumn,
      { key: 'upTo', label: 'Largest distance', unit: 'embedding units' },
      ...Array.from({ length: bins }, (_, i) => ({ key: `bin${i + 1}`, label: `Bin ${i + 1}`, unit: 'pairs' })),
    ],
    rows: measured.map(({ step, upTo, counts }) => [step, upTo, ...counts]),
    notes: ['The bins are of equal width, from 0 to the largest distance of their row.'],
  };
}

/** One row an evaluation, with the paired counts beside those they belong to. */
export function outcomeTable(evaluations: readonly EvaluationRecord[], pairs: readonly PairedRecord[]): ChartTable {
  const rows = evaluations.map((record) => {
    const pair = pairs.find(({ step, one, many }) => step === record.step && [one, many].includes(record.steps));
    const { step, steps, episodes, successes, wilson, meanReturn, returnInterval } = record;
    const paired = pair ? [pair.both, pair.onlyOne, pair.onlyMany, pair.neither] : [null, null, null, null];
    return [step, steps, successes, episodes, ...wilson, meanReturn, ...returnInterval, ...paired];
  });
  const column = (key: string, label: string, unit: string) => ({ key, label, unit });
  return {
    name: 'success',
    title: 'Success and return with 1 and 32 steps',
    columns: [
      stepColumn,
      column('denoisingSteps', 'Denoising steps', 'network calls a chunk'),
      column('successes', 'Successes', 'episodes'),
      column('episodes', 'Episodes', 'episodes'),
      column('wilsonLow', 'Success rate, low', 'share, Wilson 95 %'),
      column('wilsonHigh', 'Success rate, high', 'share, Wilson 95 %'),
      column('meanReturn', 'Mean return', 'reward units'),
      column('returnLow', 'Return, low', 'bootstrap 95 %'),
      column('returnHigh', 'Return, high', 'bootstrap 95 %'),
      column('both', 'Both', 'episodes'),
      column('onlyOne', 'Only 1 step', 'episodes'),
      column('onlyMany', 'Only 32 steps', 'episodes'),
      column('neither', 'Neither', 'episodes'),
    ],
    rows,
    notes: ['Both step counts play the same initial states with the same noise.'],
  };
}

/** Every measurement; where there is none, what stands in its place. */
export function latencyTable(records: readonly LatencyRecord[], standing: StandingLatency | null): ChartTable {
  const measured: readonly StandingLatency[] = records.map((record) => ({
    ...record,
    condition: record.isTraining ? 'training' : 'rest',
  }));
  return {
    name: 'latency',
    title: 'Latency by denoising steps',
    columns: [
      stepColumn,
      { key: 'denoisingSteps', label: 'Denoising steps', unit: 'network calls' },
      { key: 'p50', label: 'Median', unit: 'ms' },
      { key: 'p95', label: '95th percentile', unit: 'ms' },
      { key: 'condition', label: 'Condition', unit: 'what went on beside it' },
    ],
    rows: (measured.length > 0 || !standing ? measured : [standing]).flatMap(({ step, ladder, condition }) =>
      ladder.map(({ steps, latencyMs }) => [step, steps, latencyMs.p50, latencyMs.p95, condition]),
    ),
    notes: ['Time of one action chunk at batch 1 on the training backend, reading the result back included.'],
  };
}
