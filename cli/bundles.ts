/** @file Reads a bundle that a word on the command line names: a folder, or a zip file. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Bundle, bundleFiles, readBundle, readZippedBundle, sumsName } from '../src/core/export/bundle.ts';
import { UsageError } from './arguments.ts';

/** @throws UsageError where there is nothing of that name @throws BundleError where it is not a whole bundle */
export function findBundle(word: string): Bundle {
  if (!existsSync(word)) throw new UsageError(`${word}: there is no such bundle`);
  if (!statSync(word).isDirectory()) return readZippedBundle(new Uint8Array(readFileSync(word)));
  const names = [...bundleFiles, sumsName].filter((name) => existsSync(join(word, name)));
  return readBundle(Object.fromEntries(names.map((name) => [name, new Uint8Array(readFileSync(join(word, name)))])));
}
