/** @file Collects imported episodes, row by row, within the limits of a scene and of the lab. */
import type { Demonstrations, EpisodeSummary } from '../demonstrations.ts';
import type { ImportScene } from './columns.ts';
import { FloatList } from './floatList.ts';
import { importLimits, refuse } from './limits.ts';

/** What an episode said of itself, where it did. */
export interface EpisodeOutcome {
  readonly return?: number;
  readonly success?: boolean;
}

export class EpisodeCollector {
  private readonly observations = new FloatList();
  private readonly actions = new FloatList();
  private readonly episodes: EpisodeSummary[] = [];
  private length = 0;
  /** Actions that lay outside the scene's limits */
  clippedActions = 0;
  /** The farthest of them */
  farthestAction = 0;

  /** @param file the file's name, for messages */
  constructor(
    private readonly file: string,
    private readonly scene: ImportScene,
  ) {}

  get transitions(): number {
    return this.observations.length / this.observationSize;
  }

  private get observationSize(): number {
    return this.scene.observation.reduce((sum, part) => sum + part.size, 0);
  }

  addObservation(value: number): void {
    this.observations.push(value);
  }

  /** Takes an action into the scene's limits, as the simulator would. */
  addAction(value: number): void {
    const [low, high] = this.scene.actionLimit;
    if (value < low || value > high) {
      this.clippedActions += 1;
      if (Math.abs(value) > Math.abs(this.farthestAction)) this.farthestAction = value;
    }
    this.actions.push(Math.min(high, Math.max(low, value)));
  }

  /** The row of an observation and an action is complete. @throws FileFormatError where there are too many */
  endRow(place: string): void {
    this.length += 1;
    if (this.transitions > importLimits.transitions) {
      refuse(this.file, place, `is row ${this.transitions}, expected at most ${importLimits.transitions}`);
    }
  }

  /** @throws FileFormatError where the episode is empty, or one too many */
  endEpisode(place: string, outcome: EpisodeOutcome): void {
    if (this.length === 0) refuse(this.file, place, 'is an episode without steps, expected 1 or more');
    if (this.episodes.length === importLimits.episodes) {
      refuse(this.file, place, `begins one episode too many, expected at most ${importLimits.episodes}`);
    }
    this.episodes.push({ length: this.length, ...outcome });
    this.length = 0;
  }

  /**
   * @param id the set's name in the lab
   * @throws FileFormatError where there is not one episode
   */
  finish(id: string): Demonstrations {
    const { scene, episodes, file } = this;
    if (episodes.length === 0) refuse(file, 'it', 'holds no episodes, expected 1 or more');
    const returns = wholly(episodes.map((episode) => episode.return));
    const successes = wholly(episodes.map((episode) => episode.success));
    return {
      metadata: {
        scene: scene.id,
        id,
        observationSize: this.observationSize,
        actionSize: scene.actionSize,
        command: `imported from ${file}`,
        attempts: episodes.length,
        successRate: successes && successes.filter(Boolean).length / episodes.length,
        ...(returns && { meanReturn: returns.reduce((sum, value) => sum + value, 0) / episodes.length }),
        episodes,
      },
      observations: this.observations.toArray(),
      actions: this.actions.toArray(),
    };
  }
}

/** @returns null where not every episode told it */
function wholly<T>(values: readonly (T | undefined)[]): T[] | null {
  const told = values.filter((value) => value !== undefined);
  return told.length === values.length ? (told as T[]) : null;
}
