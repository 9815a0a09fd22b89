/** @file From a run's records to the charts: kept whole, drawn by the window, at most five times a second. */
import type { StoreApi } from 'zustand/vanilla';
import type { Experiment } from '../core/experiment/experiment.ts';
import type { PairedRecord, RunRecord } from '../core/experiment/records.ts';
import type { SceneFacts } from '../core/scenes/scene.ts';
import type { ProjectionLayout } from '../workers/projection/protocol.ts';
import type { SupervisedWorker } from '../workers/rpc/supervisor.ts';
import type { PolicyUpdate, TrainingPhase, TrainingStatus } from '../workers/training/protocol.ts';
import {
  emptyFinetuning,
  emptyLoss,
  emptyProgress,
  emptyRepresentation,
  emptySuccess,
  type LabState,
} from './labState.ts';
import type { ProjectionWorker, TrainingWorker } from './labWorkers.ts';
import { LayoutAlbum } from './layoutAlbum.ts';
import type { Voice } from './office.ts';
import { Pacer } from './pacer.ts';
import { Projector } from './projector.ts';
import { RunHistory } from './runHistory.ts';

export interface RecordFlowOptions {
  readonly store: StoreApi<LabState>;
  readonly projection: SupervisedWorker<ProjectionWorker>;
  follow(phase: TrainingPhase, message: string | undefined): void;
  takeOver(policy: PolicyUpdate): void;
  /** Each record of the run, embeddings too */
  keep(record: RunRecord): void;
  readonly office: Voice;
}

const phaseWords: Readonly<Record<TrainingPhase, string>> = {
  paused: 'Paused',
  training: 'Training',
  finished: 'Finished',
  failed: 'Failed',
};

/** Which chart a record changes */
const chartOf = {
  training: 'loss',
  finetuning: 'finetuning',
  representation: 'representation',
  evaluation: 'success',
  paired: 'success',
  latency: 'latency',
} as const;

export class RecordFlow {
  /** Replaced, never emptied, when a run begins */
  history = new RunHistory();
  /** Weights of the run, to go back to when its scene is shown again */
  latestPolicy: PolicyUpdate | null = null;
  private status: TrainingStatus | null = null;
  private phases: Float32Array | null = null;
  private layouts: Partial<Record<ProjectionLayout['method'], ProjectionLayout>> = {};
  private album = new LayoutAlbum();
  private readonly projector: Projector;
  private readonly pacer = new Pacer({
    loss: () => this.options.store.setState({ loss: this.history.lossChart() }),
    finetuning: () => this.options.store.setState({ finetuning: this.history.finetuningChart() }),
    progress: () => this.flushProgress(),
    representation: () => this.flushRepresentation(),
    success: () => this.options.store.setState({ success: this.history.successChart() }),
    latency: () => this.options.store.setState({ latency: [...this.history.latency] }),
  });

  constructor(private readonly options: RecordFlowOptions) {
    this.projector = new Projector(
      options.projection,
      (layout) => this.receiveLayout(layout),
      (error) => options.office.notify(`The picture of the representation was not drawn: ${error.message}`),
    );
  }

  attachTraining(worker: TrainingWorker): void {
    worker.on('record', (record) => this.isRunning && this.receiveRecord(record));
    worker.on('status', (status) => this.isRunning && this.receiveStatus(status));
    worker.on('policy', (policy) => this.isRunning && this.receivePolicy(policy));
  }

  attachProjection(worker: ProjectionWorker): void {
    this.projector.attach(worker);
  }

  /** A run begins with empty charts, or with what was recorded of it before. */
  begin(seed: number, earlier: readonly RunRecord[] = []): void {
    this.clear();
    // Before the first embedding is sent: a reset drops what is on its way.
    this.projector.reset(seed).catch((error: Error) => this.options.office.notify(error.message));
    this.fill(earlier);
  }

  /** Draws what was recorded of a run that is not on the page. */
  show(name: string, experiment: Experiment, records: readonly RunRecord[]): void {
    this.begin(experiment.seed, records);
    this.options.store.setState({ recorded: { name, experiment } });
    this.pacer.flush();
  }

  clear(): void {
    this.pacer.dispose();
    this.history = new RunHistory();
    this.latestPolicy = null;
    this.status = null;
    this.phases = null;
    this.layouts = {};
    this.album = new LayoutAlbum();
    this.options.store.setState({
      progress: emptyProgress,
      loss: emptyLoss,
      finetuning: emptyFinetuning,
      representation: emptyRepresentation,
      success: emptySuccess,
      latency: [],
      recorded: null,
    });
  }

  /** The run goes on from an earlier step: what came after it will come again. */
  rewind(step: number): void {
    this.history = this.history.upTo(step);
    this.album = this.album.upTo(step);
    if (this.latestPolicy && this.latestPolicy.step > step) this.latestPolicy = null;
    this.status = null;
    for (const chart of Object.values(chartOf)) this.pacer.mark(chart);
  }

  receivePolicy(policy: PolicyUpdate): void {
    // An answer that was asked for may arrive after a newer event.
    if (this.latestPolicy && this.latestPolicy.step > policy.step) return;
    this.latestPolicy = policy;
    this.options.takeOver(policy);
  }

  dispose(): void {
    this.pacer.dispose();
  }

  /** What counts in the run's scene */
  private get metric(): SceneFacts['metric'] {
    const { run, recorded, scenes } = this.options.store.getState();
    const scene = (run ?? recorded)?.experiment.scene;
    return scenes.find(({ id }) => id === scene)?.metric ?? 'success';
  }

  /** Messages of a run that was reset may still be on their way. */
  private get isRunning(): boolean {
    return this.options.store.getState().run !== null;
  }

  private receiveRecord(record: RunRecord): void {
    this.options.keep(record);
    if (record.kind === 'embedding') {
      this.phases = record.phases;
      this.projector.project(record);
      return;
    }
    this.history.add(record);
    this.pacer.mark(chartOf[record.kind]);
    if (record.kind === 'paired') this.options.office.announce(sentenceOf(record, this.metric));
  }

  private receiveStatus(status: TrainingStatus): void {
    // A run stands still for a moment before it is played.
    if (this.options.store.getState().run?.phase === 'starting' && status.phase === 'paused') return;
    const isNews = status.phase !== this.status?.phase;
    this.status = status;
    this.pacer.mark('progress');
    this.options.follow(status.phase, status.message);
    if (!isNews) return;
    // The last values must stand when the run does.
    if (status.phase !== 'training') this.pacer.flush();
    this.options.office.announce(`${phaseWords[status.phase]} at step ${status.step}. ${status.message ?? ''}`);
  }

  private fill(records: readonly RunRecord[]): void {
    for (const record of records) {
      if (record.kind === 'embedding') {
        this.phases = record.phases;
        this.projector.project(record);
      } else this.history.add(record);
    }
    for (const chart of Object.values(chartOf)) this.pacer.mark(chart);
  }

  private receiveLayout(layout: ProjectionLayout): void {
    this.layouts = { ...this.layouts, [layout.method]: layout };
    this.album.add(layout);
    this.pacer.mark('representation');
  }

  private flushProgress(): void {
    if (!this.status) return;
    const { step, stepsPerSecond, isEvaluating, evaluationProgress } = this.status;
    this.options.store.setState({
      progress: { step, stepsPerSecond, evaluation: isEvaluating ? evaluationProgress : null },
    });
  }

  private flushRepresentation(): void {
    const measures = this.history.representation[this.history.representation.length - 1] ?? null;
    const { layouts, album, phases } = this;
    const history = this.history.measureChart();
    this.options.store.setState({ representation: { measures, history, layouts, album, phases } });
  }
}

function sentenceOf(record: PairedRecord, metric: SceneFacts['metric']): string {
  const { step, one, many, both, onlyOne, onlyMany, neither, returnDifference } = record;
  const episodes = both + onlyOne + onlyMany + neither;
  const steps = (count: number) => (count === 1 ? '1 step' : `${count} steps`);
  if (metric === 'return') {
    const difference = Math.round(returnDifference.mean);
    return `Step ${step}: the return with ${steps(one)} minus that with ${steps(many)} is ${difference}.`;
  }
  return `Step ${step}: ${both + onlyOne} of ${episodes} with ${steps(one)}, ${both + onlyMany} with ${steps(many)}.`;
}
