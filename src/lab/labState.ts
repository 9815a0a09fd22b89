/** @file Everything the page shows, as plain data. Panels select from it; only the lab writes it. */

import type { Experiment } from '../core/experiment/experiment.ts';
import type {
  EvaluationRecord,
  FinetuningRecord,
  LatencyRecord,
  PairedRecord,
  RepresentationRecord,
  TrainingRecord,
} from '../core/experiment/records.ts';
import type { SceneDescription } from '../core/physics/environment.ts';
import type { SceneFacts } from '../core/scenes/scene.ts';
import type { ProjectionLayout } from '../workers/projection/protocol.ts';
import type { BackendChoice, BackendReport, RunFacts, TrainingPhase } from '../workers/training/protocol.ts';
import type { DraftTexts } from './draft.ts';
import type { LayoutAlbum } from './layoutAlbum.ts';
import type { CastName } from './liveCast.ts';
import type { StepSeries } from './stepSeries.ts';

export interface LabState {
  /** Empty until the physics worker has answered */
  readonly scenes: readonly SceneFacts[];
  readonly draft: DraftTexts;
  /** The preset that the form was filled from, and is compared with; null: the scene's own settings */
  readonly preset: string | null;
  /** What the address said that could not be used */
  readonly linkProblems: readonly string[];
  readonly backend: BackendState;
  /** Milliseconds of a control step here, by scene, once they were measured */
  readonly stepTimes: Readonly<Record<string, number>>;
  readonly live: LiveState;
  /** Null until the first pose */
  readonly liveStatus: LiveStatus | null;
  readonly run: RunState | null;
  /** What the charts show while `run` is null; null: nothing yet */
  readonly recorded: RecordedRun | null;
  readonly progress: RunProgress;
  /** Training goes slowly enough to watch each step move the robot. */
  readonly slowMotion: boolean;
  readonly loss: LossChart;
  /** What PPO did, iteration by iteration; empty in stage 1 */
  readonly finetuning: FinetuningChart;
  readonly representation: RepresentationChart;
  readonly success: SuccessChart;
  /** In order of training step */
  readonly latency: readonly LatencyRecord[];
  /** Failures to show until they are dismissed: what happened, what was kept, one thing to do. */
  readonly notices: readonly Notice[];
  /** The last change of state, for a polite live region */
  readonly announcement: string;
}

export interface Notice {
  readonly id: number;
  readonly message: string;
  /** A problem stays until it is dismissed; news, such as an undo that is offered, goes by itself. */
  readonly tone: 'problem' | 'news';
  readonly actions: readonly NoticeAction[];
}

/** One thing that a notice offers to do. Doing it dismisses the notice. */
export interface NoticeAction {
  readonly label: string;
  act(): void;
}

/** A finished record that the charts show while there is no run. */
export interface RecordedRun {
  readonly name: string;
  readonly experiment: Experiment;
}

export interface BackendState {
  readonly choice: BackendChoice;
  /** Null while the backends are being tested */
  readonly report: BackendReport | null;
  readonly problem: string | null;
}

/** Which policy moves the live robot. */
export type LivePolicy =
  | { readonly kind: 'shipped' }
  /** None comes with the scene, and no run has made one yet: the robot stands still */
  | { readonly kind: 'none' }
  /** One that comes with the scene to be fine-tuned */
  | { readonly kind: 'start'; readonly id: string }
  | { readonly kind: 'run'; readonly step: number }
  /** An exported graph in onnxruntime-web, or its weights where that cannot run; with the steps K that it was exported with */
  | {
      readonly kind: 'bundle';
      readonly name: string;
      readonly steps: number;
      readonly through: 'graph' | 'weights';
    }
  /** Nothing acts: what a runner wrote down is shown again */
  | { readonly kind: 'log'; readonly name: string; readonly rateHz: number };

export interface LiveState {
  readonly phase: 'loading' | 'ready' | 'failed';
  readonly scene: string;
  /** What the viewer draws; null while loading */
  readonly description: SceneDescription | null;
  readonly policy: LivePolicy;
  readonly cast: CastName;
  readonly isPlaying: boolean;
  /** Simulated seconds per second */
  readonly speed: number;
  readonly showsContacts: boolean;
  readonly showsJoints: boolean;
  /** The shapes that collide, where others are drawn */
  readonly showsCollisions: boolean;
  readonly problem: string | null;
}

/** What one of the two robots has reached in this episode. */
export interface RobotOutcome {
  readonly return: number;
  /** Success was seen in this episode, as an evaluation counts it, whether or not it holds now. */
  readonly hasSucceeded: boolean;
  readonly hasEnded: boolean;
  /** Why the simulation could not go on, where that ended the episode */
  readonly failure: string | null;
}

/** Of the solid robot, where it is not said of the ghost. */
export interface LiveStatus extends RobotOutcome {
  readonly episode: number;
  readonly seed: number;
  readonly controlStep: number;
  /** Seconds of simulated time since the episode began */
  readonly time: number;
  /** Looking back at a recorded frame */
  readonly recorded: boolean;
  /** Control steps of the oldest and of the newest frame to look back at */
  readonly span: readonly [oldest: number, newest: number];
  readonly ghost: RobotOutcome | null;
  /** How many contacts were measured in this frame; null where none were looked for */
  readonly contacts: number | null;
  /** Poses received since the page opened */
  readonly poses: number;
}

export type RunPhase = 'starting' | TrainingPhase;

/** The run there is: what it was started with, and where it stands in its life. */
export interface RunState {
  readonly experiment: Experiment;
  readonly facts: RunFacts | null;
  readonly phase: RunPhase;
  /** What went wrong; the run goes on unless its phase is failed */
  readonly message: string | null;
}

export interface RunProgress {
  readonly step: number;
  readonly stepsPerSecond: number;
  readonly evaluation: readonly [done: number, planned: number] | null;
}

export const lossKinds = [
  'velocityLoss',
  'loss',
  'dispersiveLoss',
] as const satisfies readonly (keyof TrainingRecord)[];
export type LossKind = (typeof lossKinds)[number];

/** Whole, and drawn by the window (`stepSeries.ts`); values that are not finite are in it as they came. */
export interface LossCurve {
  readonly raw: StepSeries;
  /** Debiased exponential moving average */
  readonly smooth: StepSeries;
}

export interface LossChart {
  /** They grow in place: `count` tells one state from the next. Null until there is a run. */
  readonly curves: Readonly<Record<LossKind, LossCurve>> | null;
  readonly records: readonly TrainingRecord[];
  readonly count: number;
  readonly last: TrainingRecord | null;
}

export const finetuningMeasures = [
  'meanReturn',
  'successRate',
  'klDivergence',
  'clipFraction',
  'sigma',
  'valueLoss',
  'explainedVariance',
  'anchorLoss',
  'anchorWeight',
] as const satisfies readonly (keyof FinetuningRecord)[];
export type FinetuningMeasure = (typeof finetuningMeasures)[number];

/** Several numbers over steps */
interface SeriesChart<Measure extends string, Told> {
  /** They grow in place, each by what was measured: `count` tells one state from the next. */
  readonly series: Readonly<Record<Measure, StepSeries>> | null;
  readonly records: readonly Told[];
  readonly count: number;
}

/** The numbers of PPO over environment steps. */
export interface FinetuningChart extends SeriesChart<FinetuningMeasure, FinetuningRecord> {
  readonly last: FinetuningRecord | null;
}

export const representationMeasures = [
  'effectiveRank',
  'meanDistance',
  'meanCosine',
  'meanNorm',
  'uniformity',
  'linearProbeR2',
  'actionGap',
] as const satisfies readonly (keyof RepresentationRecord)[];
export type RepresentationMeasure = (typeof representationMeasures)[number];

/** The numbers of the representation over training. */
export type MeasureChart = SeriesChart<RepresentationMeasure, RepresentationRecord>;

export interface RepresentationChart {
  readonly measures: RepresentationRecord | null;
  readonly history: MeasureChart;
  /** The newest of each method */
  readonly layouts: Readonly<Partial<Record<ProjectionLayout['method'], ProjectionLayout>>>;
  /** The pictures of earlier steps, thinned out; grows in place */
  readonly album: LayoutAlbum | null;
  /** Where in its episode each probe observation stands, 0 … 1 */
  readonly phases: Float32Array | null;
}

export interface SuccessChart {
  /** By denoising steps K, in order of training step */
  readonly bySteps: Readonly<Record<number, readonly EvaluationRecord[]>>;
  readonly pairs: readonly PairedRecord[];
  /** The newest of the pairs */
  readonly paired: PairedRecord | null;
}

export const emptyProgress: RunProgress = { step: 0, stepsPerSecond: 0, evaluation: null };
export const emptyLoss: LossChart = { curves: null, records: [], count: 0, last: null };
export const emptyFinetuning: FinetuningChart = { series: null, records: [], count: 0, last: null };
export const emptyRepresentation: RepresentationChart = {
  measures: null,
  history: { series: null, records: [], count: 0 },
  layouts: {},
  album: null,
  phases: null,
};
export const emptySuccess: SuccessChart = { bySteps: {}, pairs: [], paired: null };

export const initialState: LabState = {
  scenes: [],
  draft: {},
  preset: null,
  linkProblems: [],
  backend: { choice: 'auto', report: null, problem: null },
  stepTimes: {},
  live: {
    phase: 'loading',
    scene: '',
    description: null,
    policy: { kind: 'shipped' },
    cast: 'both',
    isPlaying: true,
    speed: 1,
    showsContacts: false,
    showsJoints: false,
    showsCollisions: false,
    problem: null,
  },
  liveStatus: null,
  run: null,
  recorded: null,
  progress: emptyProgress,
  slowMotion: false,
  loss: emptyLoss,
  finetuning: emptyFinetuning,
  representation: emptyRepresentation,
  success: emptySuccess,
  latency: [],
  notices: [],
  announcement: '',
};
