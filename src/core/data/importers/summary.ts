/** @file What an imported set holds, for the person who brought it. Plain data. */
import type { Demonstrations } from '../demonstrations.ts';
import { actionColumns, type ImportScene, observationColumns } from './columns.ts';
import type { EpisodeCollector } from './episodeCollector.ts';

export interface ImportSummary {
  readonly scene: string;
  readonly episodes: number;
  readonly transitions: number;
  /** Of simulated time, at the scene's control rate */
  readonly seconds: number;
  /** Steps */
  readonly shortest: number;
  readonly longest: number;
  readonly actions: readonly ColumnRange[];
  /** Null where a file does not say */
  readonly meanReturn: number | null;
  readonly successes: number | null;
  /** What is odd, though it can be trained on; whole sentences */
  readonly warnings: readonly string[];
}

export interface ColumnRange {
  readonly name: string;
  readonly low: number;
  readonly high: number;
}

/** Actions of one chunk, in the schema's default experiment */
const usualChunk = 4;

export function summarize(set: Demonstrations, scene: ImportScene, collector: EpisodeCollector): ImportSummary {
  const { episodes, observationSize, actionSize, meanReturn, successRate } = set.metadata;
  const lengths = episodes.map((episode) => episode.length);
  const transitions = lengths.reduce((sum, length) => sum + length, 0);
  const actions = rangesOf(set.actions, actionSize, actionColumns(scene));
  const observations = rangesOf(set.observations, observationSize, observationColumns(scene));
  return {
    scene: scene.id,
    episodes: episodes.length,
    transitions,
    seconds: transitions / scene.controlHz,
    shortest: lengths.reduce((least, length) => Math.min(least, length)),
    longest: lengths.reduce((most, length) => Math.max(most, length)),
    actions,
    meanReturn: meanReturn ?? null,
    successes: successRate === null ? null : Math.round(successRate * episodes.length),
    warnings: [
      ...warnOfClipping(collector, scene),
      ...warnOfConstants('never acts', actions),
      ...warnOfConstants('never changes', observations),
      ...warnOfLengths(lengths),
    ],
  };
}

function warnOfClipping({ clippedActions, farthestAction }: EpisodeCollector, scene: ImportScene): string[] {
  if (clippedActions === 0) return [];
  const [low, high] = scene.actionLimit;
  const isOne = clippedActions === 1;
  const many = isOne ? '1 action value lay' : `${clippedActions} action values lay`;
  return [
    `${many} outside ${low} to ${high}, as far as ${Number(farthestAction.toPrecision(4))}, and ${isOne ? 'was' : 'were'} set to the limit. ` +
      'Check that the actions are in the scene’s units.',
  ];
}

function warnOfConstants(what: string, ranges: readonly ColumnRange[]): string[] {
  const constant = ranges.filter(({ low, high }) => low === high).map(({ name }) => name);
  if (constant.length === 0) return [];
  const named = constant.length > 6 ? [...constant.slice(0, 6), `${constant.length - 6} more`] : constant;
  return [`${named.join(', ')} ${what}: the same value in every row.`];
}

function warnOfLengths(lengths: readonly number[]): string[] {
  const short = lengths.filter((length) => length < usualChunk).length;
  const warnings = [];
  if (lengths.length === 1) warnings.push('With a single episode nothing can be held out to look inside the network.');
  if (short > 0) {
    const many = short === 1 ? '1 episode is' : `${short} episodes are`;
    warnings.push(
      `${many} shorter than a chunk of ${usualChunk} actions, and a longer chunk learns nothing from them.`,
    );
  }
  return warnings;
}

/** @param rows `[count, size]` */
function rangesOf(rows: Float32Array, size: number, names: readonly string[]): ColumnRange[] {
  const low = new Float32Array(size).fill(Number.POSITIVE_INFINITY);
  const high = new Float32Array(size).fill(Number.NEGATIVE_INFINITY);
  for (let i = 0; i < rows.length; i++) {
    const column = i % size;
    low[column] = Math.min(low[column], rows[i]);
    high[column] = Math.max(high[column], rows[i]);
  }
  return names.map((name, column) => ({ name, low: low[column], high: high[column] }));
}
