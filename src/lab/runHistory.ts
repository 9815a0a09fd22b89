/** @file All that a run has recorded, whole; charts get a decimated view of it. */
import type {
  EvaluationRecord,
  PairedRecord,
  RepresentationRecord,
  RunRecord,
  TrainingRecord,
} from '../core/experiment/records.ts';
import { decimate } from './decimation.ts';
import type { LossChart, SuccessChart } from './labState.ts';
import { DebiasedAverage } from './smoothing.ts';

/** Most points of one chart: recharts draws SVG. */
export const maximumPoints = 500;
/** Share of the past in each value of the smoothed curve */
const smoothing = 0.6;

/** What a history keeps: embeddings are drawn and dropped. */
type KeptRecord = Exclude<RunRecord, { kind: 'embedding' }>;

export class RunHistory {
  readonly training: TrainingRecord[] = [];
  readonly representation: RepresentationRecord[] = [];
  readonly evaluations: EvaluationRecord[] = [];
  readonly paired: PairedRecord[] = [];
  private readonly losses: number[] = [];
  /** Smoothed before it is thinned out, so that the curve does not depend on the chart's width. */
  private readonly smoothed: number[] = [];
  private readonly average = new DebiasedAverage(smoothing);

  add(record: KeptRecord): void {
    switch (record.kind) {
      case 'training':
        this.training.push(record);
        this.losses.push(record.velocityLoss);
        this.smoothed.push(this.average.next(record.velocityLoss));
        break;
      case 'representation':
        this.representation.push(record);
        break;
      case 'evaluation':
        this.evaluations.push(record);
        break;
      case 'paired':
        this.paired.push(record);
        break;
    }
  }

  /** What was recorded up to a step, for a run that goes on from there. */
  upTo(step: number): RunHistory {
    const kept = new RunHistory();
    const { training, representation, evaluations, paired } = this;
    for (const records of [training, representation, evaluations, paired]) {
      for (const record of records) if (record.step <= step) kept.add(record);
    }
    return kept;
  }

  lossChart(): LossChart {
    const points = decimate(this.losses, maximumPoints).map((index) => ({
      step: this.training[index].step,
      raw: drawable(this.losses[index]),
      smooth: drawable(this.smoothed[index]),
    }));
    return { points, last: this.training[this.training.length - 1] ?? null };
  }

  successChart(): SuccessChart {
    const stepCounts = [...new Set(this.evaluations.map((record) => record.steps))];
    const share = Math.max(4, Math.floor(maximumPoints / Math.max(1, stepCounts.length)));
    const bySteps = Object.fromEntries(
      stepCounts.map((steps) => {
        const records = this.evaluations.filter((record) => record.steps === steps);
        // Where nothing succeeds, or success is not the metric, the return decides which peaks are kept.
        const hasSuccess = records.some((record) => record.successes > 0);
        const heights = records.map((record) => (hasSuccess ? record.successes / record.episodes : record.meanReturn));
        return [steps, decimate(heights, share).map((index) => records[index])];
      }),
    );
    return { bySteps, paired: this.paired[this.paired.length - 1] ?? null };
  }
}

/** A logarithmic axis has no place for what is not a positive number. */
function drawable(value: number): number | null {
  return Number.isFinite(value) && value > 0 ? value : null;
}
