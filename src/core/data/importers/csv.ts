/**
 * @file Demonstrations from CSV: a header, then one row a control step.
 *
 *     episode,object[0],…,action[0],…[,reward][,success]
 *
 * Columns may stand in any order. The rows of an episode stand together, in order of time; `reward` is summed and
 * `success` holds once it is true, or 1, in any row of the episode.
 */
import type { Demonstrations } from '../demonstrations.ts';
import { actionColumns, type ImportScene, observationColumns, optionalColumns, requiredColumns } from './columns.ts';
import { EpisodeCollector } from './episodeCollector.ts';
import { quote, refuse } from './limits.ts';

/** What one number takes at most, with room for spaces and quotes */
const longestField = 64;

export interface CsvImport {
  readonly set: Demonstrations;
  readonly collector: EpisodeCollector;
}

/**
 * @param scenes what the header may fit; the first one that it fits is taken
 * @param id the set's name in the lab
 * @throws FileFormatError naming the file, the line and column, what was expected and what was found
 */
export function importCsv(text: string, file: string, scenes: readonly ImportScene[], id: string): CsvImport {
  const lines = new Lines(text, file);
  const header = lines.next(100_000);
  if (header === null) refuse(file, 'line 1', 'is missing, expected a header with the names of the columns');
  const names = splitRow(header);
  const scene =
    scenes.find((candidate) => fits(names, candidate)) ?? refuseHeader(file, lines.number, names, scenes[0]);

  const position = new Map(names.map((name, column) => [name, column]));
  const reader = new RowReader(file, names, scene);
  const observations = observationColumns(scene).map((name) => position.get(name)!);
  const actions = actionColumns(scene).map((name) => position.get(name)!);
  const episode = position.get('episode')!;
  const reward = position.get('reward');
  const success = position.get('success');

  const collector = new EpisodeCollector(file, scene);
  const ended = new Set<number>();
  let current: number | null = null;
  let outcome: { return?: number; success?: boolean } = {};
  const endEpisode = () => {
    if (current === null) return;
    collector.endEpisode(`line ${lines.number}`, outcome);
    ended.add(current);
    outcome = {};
  };

  for (
    let line = lines.next(names.length * longestField);
    line !== null;
    line = lines.next(names.length * longestField)
  ) {
    const row = reader.read(line, lines.number);
    const label = reader.count(row, episode);
    if (label !== current) {
      endEpisode();
      if (ended.has(label)) {
        refuse(file, `line ${lines.number}`, `goes back to episode ${label}, expected its rows to stand together`);
      }
      current = label;
    }
    for (const column of observations) collector.addObservation(reader.number(row, column));
    for (const column of actions) collector.addAction(reader.number(row, column));
    if (reward !== undefined) outcome.return = (outcome.return ?? 0) + reader.number(row, reward);
    if (success !== undefined) outcome.success = reader.truth(row, success) || outcome.success === true;
    collector.endRow(`line ${lines.number}`);
  }
  endEpisode();
  return { set: collector.finish(id), collector };
}

/** Reads the fields of a row, and says where one is wrong. */
class RowReader {
  private line = 0;

  constructor(
    private readonly file: string,
    private readonly names: readonly string[],
    private readonly scene: ImportScene,
  ) {}

  read(text: string, line: number): string[] {
    this.line = line;
    const row = splitRow(text);
    if (row.length !== this.names.length) {
      refuse(this.file, `line ${line}`, `has ${row.length} columns, the header has ${this.names.length}`);
    }
    return row;
  }

  number(row: readonly string[], column: number): number {
    const text = row[column];
    const value = isNumeral(text) ? Number(text) : Number.NaN;
    if (Number.isFinite(Math.fround(value))) return value;
    const [low, high] = this.scene.actionLimit;
    const range = this.names[column].startsWith('action[') ? ` from ${low} to ${high}` : '';
    return this.refuse(row, column, `a number${range}`);
  }

  count(row: readonly string[], column: number): number {
    const value = isNumeral(row[column]) ? Number(row[column]) : Number.NaN;
    return Number.isSafeInteger(value) && value >= 0 ? value : this.refuse(row, column, 'a whole number from 0 on');
  }

  truth(row: readonly string[], column: number): boolean {
    const text = row[column].toLowerCase();
    if (text === '1' || text === '1.0' || text === 'true') return true;
    if (text === '0' || text === '0.0' || text === 'false') return false;
    return this.refuse(row, column, '0, 1, true or false');
  }

  private refuse(row: readonly string[], column: number, expected: string): never {
    const place = `line ${this.line}, column ${column + 1} (${this.names[column]})`;
    const text = row[column];
    return refuse(this.file, place, `${text === '' ? 'is empty' : `holds ${quote(text)}`}, expected ${expected}`);
  }
}

/** Hands out the lines that say something: neither empty nor a comment. */
class Lines {
  number = 0;
  private start = 0;

  constructor(
    private readonly text: string,
    private readonly file: string,
  ) {}

  /** @returns null at the end @throws FileFormatError where a line is longer than it can be */
  next(longest: number): string | null {
    while (this.start < this.text.length) {
      const found = this.text.indexOf('\n', this.start);
      const end = found < 0 ? this.text.length : found;
      this.number += 1;
      if (end - this.start > longest) {
        refuse(this.file, `line ${this.number}`, `is ${end - this.start} characters long, expected at most ${longest}`);
      }
      const line = this.text.slice(this.start, end).trim();
      this.start = end + 1;
      if (line !== '' && !line.startsWith('#')) return line;
    }
    return null;
  }
}

/** Numbers and names need no commas of their own, so quotes are taken off and mean nothing else. */
function splitRow(line: string): string[] {
  return line.split(',').map((field) => field.trim().replace(/^"(.*)"$/, '$1'));
}

/** Plain decimal notation: neither empty, nor hexadecimal, nor a word such as Infinity. */
function isNumeral(text: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text);
}

function fits(names: readonly string[], scene: ImportScene): boolean {
  return findHeaderProblem(names, scene) === null;
}

function refuseHeader(file: string, line: number, names: readonly string[], scene: ImportScene): never {
  const [only] = names;
  const other = names.length === 1 ? only.match(/[;\t]/)?.[0] : undefined;
  if (other) {
    refuse(file, `line ${line}`, `separates its columns with ${other === ';' ? '";"' : 'tabs'}, expected ","`);
  }
  const problem = findHeaderProblem(names, scene)!;
  refuse(file, `line ${line}${problem.place}`, `${problem.found} (${scene.title} takes ${listColumns(scene)})`);
}

function findHeaderProblem(names: readonly string[], scene: ImportScene): { place: string; found: string } | null {
  const required = requiredColumns(scene);
  const known = new Set<string>([...required, ...optionalColumns]);
  const unknown = names.findIndex((name) => !known.has(name));
  if (unknown >= 0) return { place: `, column ${unknown + 1}`, found: `is called ${quote(names[unknown])}` };
  const twice = names.findIndex((name, column) => names.indexOf(name) !== column);
  if (twice >= 0) return { place: `, column ${twice + 1}`, found: `is a second ${quote(names[twice])}` };
  const missing = required.find((name) => !names.includes(name));
  return missing === undefined ? null : { place: '', found: `has no column ${missing}` };
}

/** `episode, object[0…9], action[0…6], and where known reward, success` */
function listColumns({ observation, actionSize }: ImportScene): string {
  const parts = [...observation, { key: 'action', size: actionSize }];
  const spans = parts.map(({ key, size }) => (size === 1 ? `${key}[0]` : `${key}[0…${size - 1}]`));
  return `episode, ${spans.join(', ')}, and where known ${optionalColumns.join(', ')}`;
}
