/**
 * @file Demonstrations from JSON: rows of numbers, a list an episode.
 *
 *     { "scene": "lift", "episodes": [{ "observations": [[…]], "actions": [[…]], "rewards": […], "success": true }] }
 *
 * `rewards` and `success` may be left out. Nothing else may be there.
 */
import { isObject } from '../containerHeader.ts';
import type { Demonstrations } from '../demonstrations.ts';
import { actionColumns, type ImportScene, observationColumns } from './columns.ts';
import { EpisodeCollector } from './episodeCollector.ts';
import { quote, refuse } from './limits.ts';

export interface JsonImport {
  readonly set: Demonstrations;
  readonly collector: EpisodeCollector;
}

/**
 * @param scenes those that the file may name
 * @param id the set's name in the lab
 * @throws FileFormatError naming the file, the place, what was expected and what was found
 */
export function importJson(text: string, file: string, scenes: readonly ImportScene[], id: string): JsonImport {
  const content = new Place(file, '', parse(text, file)).fields(['scene', 'episodes'], []);
  const scene = scenes.find((candidate) => candidate.id === content.scene.value);
  if (!scene) return content.scene.refuse(`one of ${scenes.map((candidate) => candidate.id).join(', ')}`);

  const collector = new EpisodeCollector(file, scene);
  for (const place of content.episodes.list()) {
    const episode = place.fields(['observations', 'actions'], ['rewards', 'success']);
    const observations = episode.observations.list();
    const actions = episode.actions.list(observations.length);
    const rewards = episode.rewards?.list(observations.length);
    for (let step = 0; step < observations.length; step++) {
      for (const value of observations[step].numbers(observationColumns(scene), 'an observation')) {
        collector.addObservation(value);
      }
      for (const value of actions[step].numbers(actionColumns(scene), 'an action')) collector.addAction(value);
      collector.endRow(observations[step].path);
    }
    collector.endEpisode(place.path, {
      ...(rewards && { return: rewards.reduce((sum, reward) => sum + reward.number(), 0) }),
      ...(episode.success && { success: episode.success.truth() }),
    });
  }
  return { set: collector.finish(id), collector };
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const position = Number((error as Error).message.match(/position (\d+)/)?.[1] ?? Number.NaN);
    const line = text.slice(0, position).split('\n').length;
    const place = Number.isNaN(position) ? 'it' : `line ${line}`;
    return refuse(file, place, `is not JSON (${quote((error as Error).message).replaceAll('"', '')})`);
  }
}

/** A value of the file, with the path that leads to it: `episodes[3].actions[12][4]`. */
class Place {
  constructor(
    private readonly file: string,
    readonly path: string,
    readonly value: unknown,
  ) {}

  /** Its fields by name, when it has those and no others. */
  fields<R extends string, O extends string>(
    required: readonly R[],
    optional: readonly O[],
  ): Record<R, Place> & Partial<Record<O, Place>> {
    if (!isObject(this.value)) return this.refuse(`an object with ${required.join(' and ')}`);
    const known: readonly string[] = [...required, ...optional];
    // Own keys, so that one named __proto__ is a stranger like any other.
    const unknown = Object.keys(this.value).find((key) => !known.includes(key));
    if (unknown !== undefined) {
      return refuse(this.file, this.name, `has a field ${quote(unknown)}, expected only ${known.join(', ')}`);
    }
    const missing = required.find((key) => !Object.hasOwn(this.value as object, key));
    if (missing !== undefined) return refuse(this.file, this.name, `has no field ${quote(missing)}`);
    const prefix = this.path === '' ? '' : `${this.path}.`;
    const places = Object.entries(this.value).map(([key, value]) => [key, new Place(this.file, prefix + key, value)]);
    return Object.fromEntries(places);
  }

  /** @param length how many there must be, where that is known */
  list(length?: number): Place[] {
    if (!Array.isArray(this.value)) return this.refuse('a list');
    if (length !== undefined && this.value.length !== length) {
      refuse(this.file, this.name, `has ${this.value.length} rows, its observations have ${length}`);
    }
    return this.value.map((value, i) => new Place(this.file, `${this.path}[${i}]`, value));
  }

  /** @param columns what each number is called @param what `an action`, for messages */
  numbers(columns: readonly string[], what: string): number[] {
    if (!Array.isArray(this.value)) return this.refuse(`a list of ${columns.length} numbers`);
    if (this.value.length !== columns.length) {
      const found = `has ${this.value.length} numbers, ${what} takes ${columns.length} (${columns.join(' ')})`;
      refuse(this.file, this.name, found);
    }
    return this.value.map((value, i) => (isFloat(value) ? value : this.at(i).refuse('a finite number')));
  }

  number(): number {
    return isFloat(this.value) ? this.value : this.refuse('a finite number');
  }

  truth(): boolean {
    return typeof this.value === 'boolean' ? this.value : this.refuse('true or false');
  }

  refuse(expected: string): never {
    return refuse(this.file, this.name, `holds ${describe(this.value)}, expected ${expected}`);
  }

  private at(i: number): Place {
    return new Place(this.file, `${this.path}[${i}]`, (this.value as unknown[])[i]);
  }

  private get name(): string {
    return this.path === '' ? 'it' : this.path;
  }
}

/** A number that 32 bits can hold */
function isFloat(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(Math.fround(value));
}

/** Lists and objects may be huge, or nested deep; their kind says enough. */
function describe(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return isObject(value) ? 'an object' : quote(value);
}
