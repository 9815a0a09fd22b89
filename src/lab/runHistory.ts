/** @file All that a run has recorded, whole; charts draw it from pyramids that grow with it. */
import type {
  EvaluationRecord,
  FinetuningRecord,
  LatencyRecord,
  PairedRecord,
  RepresentationRecord,
  RunRecord,
  TrainingRecord,
} from '../core/experiment/records.ts';
import {
  type FinetuningChart,
  finetuningMeasures,
  type LossChart,
  type LossCurve,
  lossKinds,
  type MeasureChart,
  representationMeasures,
  type SuccessChart,
} from './labState.ts';
import { DebiasedAverage } from './smoothing.ts';
import { StepSeries } from './stepSeries.ts';

/** Share of the past in each value of the smoothed curve */
const smoothing = 0.6;

/** What a history keeps: embeddings are drawn and dropped. */
type KeptRecord = Exclude<RunRecord, { kind: 'embedding' }>;

/** A curve, and its moving average: smoothed before it is thinned out, so that it does not depend on a chart's width. */
class SmoothedCurve implements LossCurve {
  readonly raw = new StepSeries();
  readonly smooth = new StepSeries();
  private readonly average = new DebiasedAverage(smoothing);

  push(step: number, value: number): void {
    this.raw.push(step, value);
    this.smooth.push(step, this.average.next(value));
  }
}

function each<Key extends string, Value>(keys: readonly Key[], make: () => Value): Record<Key, Value> {
  return Object.fromEntries(keys.map((key) => [key, make()])) as Record<Key, Value>;
}

export class RunHistory {
  readonly training: TrainingRecord[] = [];
  readonly finetuning: FinetuningRecord[] = [];
  readonly representation: RepresentationRecord[] = [];
  readonly evaluations: EvaluationRecord[] = [];
  readonly paired: PairedRecord[] = [];
  readonly latency: LatencyRecord[] = [];
  private readonly losses = each(lossKinds, () => new SmoothedCurve());
  private readonly updates = each(finetuningMeasures, () => new StepSeries());
  private readonly measures = each(representationMeasures, () => new StepSeries());

  add(record: KeptRecord): void {
    switch (record.kind) {
      case 'training':
        this.training.push(record);
        for (const kind of lossKinds) this.losses[kind].push(record.step, record[kind]);
        break;
      case 'finetuning':
        this.finetuning.push(record);
        for (const measure of finetuningMeasures) {
          const value = record[measure];
          // Before the first episode has ended there is no return.
          if (value !== null) this.updates[measure].push(record.step, value);
        }
        break;
      case 'representation':
        this.representation.push(record);
        for (const measure of representationMeasures) {
          const value = record[measure];
          // What was not measured, as in files of before it could be, leaves no point.
          if (value !== undefined) this.measures[measure].push(record.step, value);
        }
        break;
      case 'evaluation':
        this.evaluations.push(record);
        break;
      case 'paired':
        this.paired.push(record);
        break;
      case 'latency':
        this.latency.push(record);
        break;
    }
  }

  /** What was recorded up to a step, for a run that goes on from there. */
  upTo(step: number): RunHistory {
    const kept = new RunHistory();
    const { training, finetuning, representation, evaluations, paired, latency } = this;
    for (const records of [training, finetuning, representation, evaluations, paired, latency]) {
      for (const record of records) if (record.step <= step) kept.add(record);
    }
    return kept;
  }

  /** A view of the curves as they stand: they grow in place, the count tells one view from the next. */
  lossChart(): LossChart {
    const { training, losses: curves } = this;
    return { curves, records: training, count: training.length, last: training[training.length - 1] ?? null };
  }

  finetuningChart(): FinetuningChart {
    const { updates: series, finetuning: records } = this;
    return { series, records, count: records.length, last: records[records.length - 1] ?? null };
  }

  measureChart(): MeasureChart {
    const { measures: series, representation: records } = this;
    return { series, records, count: records.length };
  }

  successChart(): SuccessChart {
    const bySteps: Record<number, EvaluationRecord[]> = {};
    for (const record of this.evaluations) {
      bySteps[record.steps] ??= [];
      bySteps[record.steps].push(record);
    }
    return { bySteps, pairs: [...this.paired], paired: this.paired[this.paired.length - 1] ?? null };
  }
}
