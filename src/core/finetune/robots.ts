/**
 * @file The robots that play for an update: episodes that go on from one rollout to the next, begun anew as they end.
 *
 * Every episode is remembered as its seed and the chunks that were played. An environment is deterministic, so that is
 * its whole state: a run that is taken up again, or whose physics worker died, plays the memory and stands where it
 * stood, bit for bit, whatever the scene keeps inside.
 */
import type { EpisodeOutcome } from '../experiment/records.ts';
import type { VectorEnvironment } from '../physics/environment.ts';

/**
 * Training episodes have seeds from here up, a million for each run's seed: apart from those of demonstrations
 * (1,000,000 up), of live evaluations (2,000,000 up) and of `evaluate` and sweeps (10,000 and 20,000 up).
 */
const firstSeed = 100_000_000;
const seedsPerRun = 1_000_000;
const mostRuns = 1_000;

/** One robot's running episode. */
export interface RunningEpisode {
  readonly seed: number;
  /** Raw action chunks played since its reset, `[Ta·Da]` each */
  readonly chunks: readonly Float32Array[];
  /** Control steps */
  readonly length: number;
  readonly return: number;
}

export interface RobotsState {
  /** `[robots]` */
  readonly episodes: readonly RunningEpisode[];
  /** Episodes begun so far: names the next one's seed */
  readonly begun: number;
}

/** What one decision of every robot led to. */
export interface PlayedDecision {
  /** Summed over the chunk, `[robots]` */
  readonly rewards: Float64Array;
  /** What was seen at its end, before any reset, raw units, `[robots, observationSize]` */
  readonly observations: Float32Array;
  /** The task itself ended: a fall, or a success where that is the metric; `[robots]` */
  readonly terminated: Uint8Array;
  /** The episode is over, also by a time limit, `[robots]` */
  readonly ended: Uint8Array;
  /** Episodes that ended, in the order of the robots */
  readonly outcomes: readonly EpisodeOutcome[];
  /** Control steps, over all robots */
  readonly envSteps: number;
}

export interface RobotsOptions {
  readonly robots: number;
  /** Names the episodes */
  readonly seed: number;
  /** Control steps after which an episode is cut; 0: the scene's horizon */
  readonly episodeLimit: number;
  /** Success ends an episode, and nothing is to be earned beyond it. */
  readonly endsAtSuccess: boolean;
}

export class Robots {
  private environments: VectorEnvironment | null = null;
  private readonly episodes: RunningEpisode[];
  private begun: number;
  /** What the robots see now, raw units, `[robots, observationSize]` */
  observations: Float32Array = new Float32Array(0);

  constructor(
    private readonly options: RobotsOptions,
    state?: RobotsState,
  ) {
    this.begun = state?.begun ?? 0;
    this.episodes = state ? [...state.episodes] : Array.from({ length: options.robots }, () => this.begin());
  }

  /** Whether there are environments to play in. */
  get areReady(): boolean {
    return this.environments !== null;
  }

  /**
   * Moves into environments: those of the beginning, or others after those before were lost. Episodes under way are
   * played again up to where they stood.
   * @throws RangeError where there are fewer slots than robots
   */
  async enter(environments: VectorEnvironment): Promise<void> {
    const { robots } = this.options;
    if (environments.slots < robots) throw new RangeError(`slots: expected ${robots}, received ${environments.slots}`);
    const all = Array.from(this.episodes.keys());
    this.observations = await environments.reset(
      all,
      this.episodes.map(({ seed }) => seed),
    );
    for (let played = 0; ; played++) {
      const behind = all.filter((robot) => this.episodes[robot].chunks.length > played);
      if (behind.length === 0) break;
      const chunks = behind.map((robot) => this.episodes[robot].chunks[played]);
      const { observations } = await environments.step(behind, joined(chunks));
      this.place(behind, observations);
    }
    this.environments = environments;
  }

  /** Nothing is played until the robots enter other environments. */
  leave(): void {
    this.environments = null;
  }

  /**
   * Plays one chunk with each robot; those whose episode is over begin another.
   * @param actions raw, `[robots, Ta·Da]`
   */
  async play(actions: Float32Array): Promise<PlayedDecision> {
    const { environments, episodes, options } = this;
    if (!environments) throw new Error('the robots have no environments to play in');
    const all = Array.from(episodes.keys());
    const chunk = await environments.step(all, actions);
    const width = actions.length / options.robots;
    const terminated = new Uint8Array(options.robots);
    const ended = new Uint8Array(options.robots);
    const outcomes: EpisodeOutcome[] = [];
    let envSteps = 0;
    const next = episodes.map(({ seed, chunks, ...before }, robot): RunningEpisode => {
      const length = before.length + chunk.lengths[robot];
      const success = chunk.successes[robot] === 1;
      const isDone = success && options.endsAtSuccess;
      const isCut = options.episodeLimit > 0 && length >= options.episodeLimit;
      terminated[robot] = Number(chunk.terminated[robot] === 1 || isDone);
      ended[robot] = Number(terminated[robot] === 1 || chunk.truncated[robot] === 1 || isCut);
      envSteps += chunk.lengths[robot];
      const played = actions.slice(robot * width, (robot + 1) * width);
      const episode = { seed, chunks: [...chunks, played], length, return: before.return + chunk.rewards[robot] };
      if (!ended[robot]) return episode;
      outcomes.push({ seed, length, return: episode.return, success });
      return this.begin();
    });
    const over = all.filter((robot) => ended[robot] === 1);
    const seen = chunk.observations.slice();
    if (over.length > 0) {
      const seeds = over.map((robot) => next[robot].seed);
      const first = await environments.reset(over, seeds);
      this.observations = chunk.observations;
      this.place(over, first);
    } else this.observations = chunk.observations;
    // Only now: a decision that a dying worker took with it is played again as a whole.
    episodes.splice(0, episodes.length, ...next);
    return { rewards: chunk.rewards, observations: seen, terminated, ended, outcomes, envSteps };
  }

  get state(): RobotsState {
    return { episodes: [...this.episodes], begun: this.begun };
  }

  private begin(): RunningEpisode {
    const seed = firstSeed + (this.options.seed % mostRuns) * seedsPerRun + (this.begun++ % seedsPerRun);
    return { seed, chunks: [], length: 0, return: 0 };
  }

  private place(robots: readonly number[], rows: Float32Array): void {
    const size = rows.length / robots.length;
    robots.forEach((robot, i) => {
      this.observations.set(rows.subarray(i * size, (i + 1) * size), robot * size);
    });
  }
}

function joined(rows: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(rows.length * rows[0].length);
  rows.forEach((row, i) => {
    whole.set(row, i * row.length);
  });
  return whole;
}
