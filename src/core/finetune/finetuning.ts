/**
 * @file Stage 2 as a loop one can stop anywhere: rollouts, then PPO on what was played, iteration by iteration.
 *
 * A call takes one small step: one decision of all robots, or one minibatch. So whoever calls owns time here too. The
 * run's `step` counts environment steps. Its state is whole between two iterations: `boundary` is the newest such state.
 * @see reference/dmpo.md section 3
 */
import type { Demonstrations } from '../data/demonstrations.ts';
import { denormalizeClamped, type Normalizer, normalize } from '../data/normalizer.ts';
import type { Experiment } from '../experiment/experiment.ts';
import type { EpisodeOutcome, FinetuningRecord, RunRecord } from '../experiment/records.ts';
import { runLength } from '../experiment/stage.ts';
import type { VectorEnvironment } from '../physics/environment.ts';
import { type Architecture, chunkLength, parameterCount } from '../policy/architecture.ts';
import { decodePolicy, type PolicyFile } from '../policy/policyFile.ts';
import { Random } from '../random/random.ts';
import { findScene } from '../scenes/registry.ts';
import { DivergenceError } from '../training/divergenceError.ts';
import { anchorWeightAt } from './anchorWeight.ts';
import { initialiseCritic } from './critic.ts';
import { initialiseNoise, noiseShapeOf } from './explorationNoise.ts';
import { actingPolicy, type FinetuneSnapshot } from './finetuneSnapshot.ts';
import type { FinetuneStep, FinetuneWeights, LearnedVector } from './finetuneStep.ts';
import { IterationClock } from './iterationClock.ts';
import { type FinetuneProbe, probeOf } from './probe.ts';
import { RewardScale } from './rewardScale.ts';
import { Robots } from './robots.ts';
import { judgeRollout, type RolloutEntry } from './rollout.ts';
import { RunningMoments } from './runningMoments.ts';
import { normalizerOfMoments, scratchPolicy } from './scratchPolicy.ts';
import { type FinetuneShapes, TensorFinetuneStep } from './tensorFinetuneStep.ts';
import { Update } from './update.ts';

/** Streams of the run's seed */
const streams = { actor: 20, critic: 21, chain: 22, order: 23 } as const;
/** Episodes that a record's means are taken over */
const recentEpisodes = 100;

export interface FinetuningOptions {
  /** Bytes of the stage 1 policy's file; not needed from scratch, nor where a snapshot is given */
  readonly policy?: Uint8Array;
  readonly snapshot?: FinetuneSnapshot;
  /** What the stage 1 policy was trained on: its held-out observations probe the representation */
  readonly demonstrations?: Demonstrations;
  /** Milliseconds; without it records say nothing of time */
  readonly clock?: () => number;
}

export interface ParentPolicy {
  readonly bytes: Uint8Array;
  readonly file: PolicyFile;
}

export class Finetuning {
  readonly architecture: Architecture;
  /** The policy that the run began from, with the bytes of its file; null from scratch */
  readonly parent: ParentPolicy | null;
  /** The newest state between two iterations. Set once the robots have entered their environments. */
  boundary: FinetuneSnapshot | null;
  private readonly shapes: FinetuneShapes;
  private readonly finetuneStep: FinetuneStep;
  private readonly robots: Robots;
  private readonly rewardScale: RewardScale;
  /** Of raw observations; null where the stage 1 policy brings its normaliser */
  private readonly observed: RunningMoments | null;
  private readonly actionNormalizer: Normalizer;
  /** Null where nothing was demonstrated */
  readonly probe: FinetuneProbe | null;
  private readonly clock: IterationClock;
  private observationNormalizer: Normalizer;
  private rollout: RolloutEntry[] = [];
  private update: Update | null = null;
  private recent: EpisodeOutcome[];
  /** Of this iteration */
  private outcomes: EpisodeOutcome[] = [];
  private iteration: number;
  private envSteps: number;

  /** @throws FileFormatError, RangeError where there is neither a policy nor a snapshot to begin from, or it is of another scene */
  constructor(
    readonly experiment: Experiment,
    options: FinetuningOptions,
  ) {
    const { snapshot, clock } = options;
    const scene = findScene(experiment.scene);
    const isScratch = experiment.stage === 'scratch';
    this.parent = parentOf(snapshot ? snapshot.parent : isScratch ? null : options.policy);
    const start = isScratch && !snapshot ? scratchPolicy(experiment, scene) : this.parent?.file;
    const network = snapshot?.network ?? start?.metadata;
    if (!network) throw new RangeError('fine-tuning needs a stage 1 policy to begin from');
    if (network.experiment.scene !== scene.id) {
      throw new RangeError(`the policy was trained on ${network.experiment.scene}, the scene is ${scene.id}`);
    }
    this.architecture = network.architecture;
    this.observationNormalizer = network.observationNormalizer;
    this.actionNormalizer = network.actionNormalizer;
    this.shapes = shapesOf(experiment, this.architecture);
    const weights = snapshot?.weights ?? initialWeights(experiment, this.shapes, start!.parameters);
    this.finetuneStep = new TensorFinetuneStep(this.shapes, experiment, weights, this.parent?.file.parameters ?? null);

    const robots = experiment['finetune.environments'];
    const { progress } = snapshot ?? {};
    const playing = {
      robots,
      seed: experiment.seed,
      episodeLimit: experiment['finetune.episodeLimit'],
      endsAtSuccess: scene.metric === 'success',
    };
    this.robots = new Robots(playing, snapshot?.robots);
    this.rewardScale = new RewardScale(robots, experiment['finetune.discount'], progress?.rewardScale);
    this.observed = isScratch
      ? new RunningMoments(this.architecture.observationSize, progress?.observed ?? undefined)
      : null;
    this.probe = probeOf(options.demonstrations, network, experiment);
    this.clock = new IterationClock(clock);
    this.recent = [...(progress?.recent ?? [])];
    this.iteration = progress?.iteration ?? 0;
    this.envSteps = snapshot?.network.step ?? 0;
    this.boundary = snapshot ?? null;
  }

  /** Environment steps so far, those of the iteration under way included. */
  get step(): number {
    return this.envSteps;
  }

  /** Iterations done */
  get iterations(): number {
    return this.iteration;
  }

  get isFinished(): boolean {
    return this.isBetweenIterations && this.envSteps >= runLength(this.experiment);
  }

  get isBetweenIterations(): boolean {
    return this.rollout.length === 0;
  }

  /** Numbers that act: those of exploration noise and critic do not. */
  get parameterCount(): number {
    return parameterCount(this.architecture);
  }

  /**
   * The robots move in, where the run stands: with the first environments, and with others after those were lost.
   * Nothing can be played before.
   */
  async enter(environments: VectorEnvironment): Promise<void> {
    await this.robots.enter(environments);
    this.boundary ??= await this.capture();
  }

  /** The environments are gone; the run stands still until it enters others. */
  leave(): void {
    this.robots.leave();
  }

  /**
   * One decision of all robots, or one minibatch.
   * @returns the record of an iteration that is complete with it
   * @throws DivergenceError where a number that was read back is not finite; `boundary` is still good
   */
  async advance(): Promise<RunRecord[]> {
    this.clock.begin();
    if (this.rollout.length < this.experiment['finetune.decisions']) {
      await this.playDecision();
      return [];
    }
    await this.clock.measure('learning', async () => {
      this.update ??= await this.beginUpdate();
      await this.update.advance();
    });
    return this.update?.isDone ? [await this.endIteration(this.update)] : [];
  }

  /** What is measured of the representation now; nothing where there is no probe. */
  async representationRecords(): Promise<RunRecord[]> {
    return this.probe ? this.probe.representation.measure(this.finetuneStep, this.envSteps) : [];
  }

  /** The policy of the newest boundary, as it acts. */
  policy(): PolicyFile {
    const { network, weights } = this.boundary!;
    return actingPolicy(network, weights.actor.parameters);
  }

  dispose(): void {
    this.finetuneStep.dispose();
  }

  private async playDecision(): Promise<void> {
    const { robots, experiment } = this;
    const count = experiment['finetune.environments'];
    const raw = robots.observations;
    const observations = normalize(this.observationNormalizer, raw);
    const length = chunkLength(this.architecture);
    const states = experiment['finetune.denoisingSteps'] + 1;
    const key = new Random(experiment.seed, streams.chain, this.iteration, this.rollout.length);
    const noise = key.normals(states * count * length);
    const chains = await this.clock.measure('inference', () => this.finetuneStep.draw(observations, noise, count));
    if (!chains.every(Number.isFinite)) throw new DivergenceError(this.envSteps);
    const actions = denormalizeClamped(this.actionNormalizer, lastStates(chains, count, length));
    const played = await this.clock.measure('physics', () => robots.play(actions));
    const { rewards, terminated, ended, outcomes, envSteps } = played;
    if (!rewards.every(Number.isFinite)) throw new DivergenceError(this.envSteps);
    this.observed?.add(raw);
    this.rewardScale.count(rewards, ended);
    this.rollout.push({
      ...{ observations, chains, rewards, terminated, ended },
      nextObservations: normalize(this.observationNormalizer, played.observations),
    });
    this.outcomes.push(...outcomes);
    this.envSteps += envSteps;
  }

  private async beginUpdate(): Promise<Update> {
    const { experiment, finetuneStep } = this;
    const rates = { discount: experiment['finetune.discount'], lambda: experiment['finetune.gaeLambda'] };
    const judged = await judgeRollout(this.rollout, this.rewardScale, rates, (observations, count) =>
      finetuneStep.values(observations, count),
    );
    finetuneStep.load(judged.batch);
    return new Update(finetuneStep, {
      experiment,
      decisions: judged.batch.count,
      explainedVariance: judged.explainedVariance,
      anchorWeight: this.parent ? anchorWeightAt(this.iteration, experiment) : 0,
      rateFactor: this.rateFactor,
      isCriticAlone: this.iteration < experiment['finetune.criticWarmup'],
      order: (epoch) => new Random(experiment.seed, streams.order, this.iteration, epoch),
      step: this.envSteps,
    });
  }

  private async endIteration(update: Update): Promise<FinetuningRecord> {
    this.finetuneStep.unload();
    const { outcomes } = this;
    this.recent = [...this.recent, ...outcomes].slice(-recentEpisodes);
    const played = this.envSteps - (this.boundary?.network.step ?? 0);
    this.iteration++;
    this.rollout = [];
    this.update = null;
    this.outcomes = [];
    if (this.observed) this.observationNormalizer = normalizerOfMoments(this.observed.state);
    this.boundary = await this.capture();
    const { recent } = this;
    const mean = (of: (outcome: EpisodeOutcome) => number) =>
      recent.length > 0 ? recent.reduce((sum, outcome) => sum + of(outcome), 0) / recent.length : null;
    const timing = this.clock.end(played);
    return {
      kind: 'finetuning',
      step: this.envSteps,
      iteration: this.iteration,
      episodes: outcomes.length,
      successes: outcomes.filter(({ success }) => success).length,
      meanReturn: mean((outcome) => outcome.return),
      meanLength: mean(({ length }) => length),
      successRate: mean(({ success }) => Number(success)),
      ...update.summary,
      ...(timing && { timing }),
    };
  }

  /** The state between two iterations. @throws DivergenceError where a weight is not finite */
  private async capture(): Promise<FinetuneSnapshot> {
    const weights = await this.finetuneStep.readWeights();
    const areFinite = [weights.actor, weights.critic].every(({ parameters }) => parameters.every(Number.isFinite));
    if (!areFinite) throw new DivergenceError(this.envSteps);
    const { experiment, architecture, observationNormalizer, actionNormalizer, envSteps: step } = this;
    return {
      network: { experiment, architecture, step, observationNormalizer, actionNormalizer },
      progress: {
        iteration: this.iteration,
        rewardScale: this.rewardScale.state,
        observed: this.observed?.state ?? null,
        recent: [...this.recent],
      },
      weights,
      robots: this.robots.state,
      parent: this.parent?.bytes ?? null,
    };
  }

  private get rateFactor(): number {
    if (this.experiment['finetune.learningRateSchedule'] === 'constant') return 1;
    return Math.max(0, 1 - (this.boundary?.network.step ?? 0) / runLength(this.experiment));
  }
}

/** @throws FileFormatError where the bytes are not an intact policy file */
function parentOf(bytes: Uint8Array | null | undefined): ParentPolicy | null {
  return bytes ? { bytes, file: decodePolicy(bytes, 'the stage 1 policy') } : null;
}

/** z_K of each chain, `[count, Ta·Da]`. */
function lastStates(chains: Float32Array, count: number, length: number): Float32Array {
  const width = chains.length / count;
  const last = new Float32Array(count * length);
  for (let row = 0; row < count; row++) {
    last.set(chains.subarray((row + 1) * width - length, (row + 1) * width), row * length);
  }
  return last;
}

export function shapesOf(experiment: Experiment, architecture: Architecture): FinetuneShapes {
  const noise = noiseShapeOf(experiment, architecture, experiment['finetune.denoisingSteps']);
  const { observationSize } = architecture;
  return {
    actor: { architecture, noise },
    critic: { observationSize, hiddenSize: experiment['finetune.criticHiddenSize'] },
  };
}

/** @param network parameters that the actor's network begins with: the stage 1 policy's averaged ones */
export function initialWeights(
  experiment: Experiment,
  { actor, critic }: FinetuneShapes,
  network: Float32Array,
): FinetuneWeights {
  const noise = initialiseNoise(actor.noise, new Random(experiment.seed, streams.actor));
  const parameters = new Float32Array(network.length + noise.length);
  parameters.set(network);
  parameters.set(noise, network.length);
  return {
    actor: untrained(parameters),
    critic: untrained(initialiseCritic(critic, new Random(experiment.seed, streams.critic))),
  };
}

function untrained(parameters: Float32Array): LearnedVector {
  const zeros = () => new Float32Array(parameters.length);
  return { parameters, firstMoment: zeros(), secondMoment: zeros(), steps: 0 };
}
