/** @file The files that the page loads and the command line reads: demonstration sets and shipped policies. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fileHash } from '../src/core/data/container.ts';
import { type Demonstrations, decodeDemonstrations } from '../src/core/data/demonstrations.ts';
import { UsageError } from './arguments.ts';

export interface DemonstrationFile {
  readonly set: Demonstrations;
  /** Path as it was found */
  readonly path: string;
  readonly sha256: string;
}

/** Path of a shipped file below `public/`. */
export function publicPath(...parts: string[]): string {
  return fileURLToPath(new URL(['../public', ...parts].join('/'), import.meta.url));
}

/** A scene's shipped demonstration set. @throws UsageError where it does not exist */
export function readShippedDemonstrations(scene: string, id: string): DemonstrationFile {
  const path = publicPath('demonstrations', `${scene}-${id}.demo`);
  if (!existsSync(path)) throw new UsageError(`demonstrations: ${scene} has no set named ${id}`);
  return readDemonstrations(path);
}

/** @throws UsageError where there is no such file @throws FileFormatError where it is damaged */
export function readDemonstrations(path: string): DemonstrationFile {
  const bytes = readFile(path);
  return { set: decodeDemonstrations(bytes, path), path, sha256: fileHash(bytes) };
}

/** @throws UsageError where there is no such file */
export function readFile(path: string): Uint8Array {
  if (!existsSync(path)) throw new UsageError(`${path}: there is no such file`);
  return new Uint8Array(readFileSync(path));
}
