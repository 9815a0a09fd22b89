/** @file Demonstrations from a person's file, in any format that the lab reads. */
import { type Demonstrations, decodeDemonstrations } from '../demonstrations.ts';
import type { ImportScene } from './columns.ts';
import { importCsv } from './csv.ts';
import { EpisodeCollector } from './episodeCollector.ts';
import { importJson } from './json.ts';
import { importLimits, quote, refuse } from './limits.ts';
import { type ImportSummary, summarize } from './summary.ts';

export interface ImportedSet {
  readonly set: Demonstrations;
  readonly summary: ImportSummary;
}

/**
 * @param bytes the whole file
 * @param file its name, whose ending says the format
 * @param scenes the lab's scenes, the one that is meant first
 * @param id the set's name in the lab
 * @throws FileFormatError in one sentence: file, place, expected, found
 */
export function importDemonstrations(
  bytes: Uint8Array,
  file: string,
  scenes: readonly ImportScene[],
  id: string,
): ImportedSet {
  if (bytes.length > importLimits.fileBytes) refuseSize(file, bytes.length);
  const { set, collector } = read(bytes, file, scenes, id);
  const scene = scenes.find((candidate) => candidate.id === set.metadata.scene)!;
  return { set, summary: summarize(set, scene, collector) };
}

/** @throws FileFormatError always; also said before a file is read */
export function refuseSize(file: string, bytes: number): never {
  const [found, expected] = [bytes, importLimits.fileBytes].map((size) => Math.ceil(size / 1024 / 1024));
  return refuse(file, 'it', `is ${found} MB, expected at most ${expected} MB`);
}

function read(bytes: Uint8Array, file: string, scenes: readonly ImportScene[], id: string) {
  const ending = file.toLowerCase().match(/\.([a-z0-9]+)$/)?.[1];
  if (ending === 'demo') return importOwnFormat(bytes, file, scenes, id);
  if (ending === 'csv') return importCsv(decode(bytes, file), file, scenes, id);
  if (ending === 'json') return importJson(decode(bytes, file), file, scenes, id);
  return refuse(file, 'its name', `ends in ${quote(ending ? `.${ending}` : '')}, expected .demo, .csv or .json`);
}

/** A file that the lab or its command line wrote */
function importOwnFormat(bytes: Uint8Array, file: string, scenes: readonly ImportScene[], id: string) {
  const { metadata, observations, actions } = decodeDemonstrations(bytes, file);
  const scene = scenes.find((candidate) => candidate.id === metadata.scene);
  if (!scene) {
    const known = scenes.map((candidate) => candidate.id).join(', ');
    return refuse(file, 'its scene', `is ${quote(metadata.scene)}, expected one of ${known}`);
  }
  const expected = scene.observation.reduce((sum, part) => sum + part.size, 0);
  if (metadata.observationSize !== expected || metadata.actionSize !== scene.actionSize) {
    const found = `${metadata.observationSize} and ${metadata.actionSize} numbers`;
    return refuse(
      file,
      'an observation and an action',
      `have ${found}, ${scene.title} takes ${expected} and ${scene.actionSize}`,
    );
  }
  const collector = new EpisodeCollector(file, scene);
  for (const value of observations) collector.addObservation(value);
  for (const value of actions) collector.addAction(value);
  let row = 0;
  for (const { length, return: total, success } of metadata.episodes) {
    for (let step = 0; step < length; step++) collector.endRow(`row ${row++}`);
    collector.endEpisode(`row ${row}`, { return: total, success });
  }
  const { command, seed, attempts, successRate } = metadata;
  const imported = collector.finish(id);
  return { set: { ...imported, metadata: { ...imported.metadata, command, seed, attempts, successRate } }, collector };
}

function decode(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse(file, 'it', 'is not text in UTF-8');
  }
}
