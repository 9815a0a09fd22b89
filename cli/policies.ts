/** @file Finds the policy that a word on the command line names: a run's folder, or a policy file. */
import { existsSync, statSync } from 'node:fs';
import { decodePolicy, type PolicyFile } from '../src/core/policy/policyFile.ts';
import { UsageError } from './arguments.ts';
import { readFile } from './publicFiles.ts';
import { RunFolder } from './runFolder.ts';

export interface FoundPolicy {
  readonly bytes: Uint8Array;
  readonly file: PolicyFile;
  /** The run it belongs to, or null for a file of its own */
  readonly folder: RunFolder | null;
}

/** @throws UsageError where there is neither a run nor a policy file of that name */
export function findPolicy(word: string): FoundPolicy {
  if (!existsSync(word)) throw new UsageError(`${word}: there is no such run folder or policy file`);
  const folder = statSync(word).isDirectory() ? new RunFolder(word) : null;
  folder?.readRun();
  const bytes = folder ? folder.readPolicy() : readFile(word);
  return { bytes, file: decodePolicy(bytes, folder ? `${word}/policy.policy` : word), folder };
}
