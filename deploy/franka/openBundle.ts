/** @file Opens a bundle, zip or folder, and asks its graph the test vectors: nothing moves before both are done. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { unzipSync } from 'fflate';
import { type Bundle, bundleFiles, readBundle, readZippedBundle, sumsName } from '../../src/core/export/bundle.ts';
import { BundleError } from '../../src/core/export/bundleError.ts';
import type { PolicyRuntime } from '../../src/core/export/policyRuntime.ts';
import { checkVectors, type VectorCheck } from '../../src/core/export/vectorCheck.ts';
import { openPolicyRuntime } from './onnxRuntimeNode.ts';

export interface OpenedBundle {
  readonly bundle: Bundle;
  /** By name, sums included, as they were checked */
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** SHA-256 of its SHA256SUMS, hexadecimal */
  readonly sha256: string;
}

/** @throws BundleError naming the file that is missing, damaged or tampered with */
export function openBundle(path: string): OpenedBundle {
  const isFolder = statOf(path).isDirectory();
  const names = [...bundleFiles, sumsName] as const;
  let files: Record<string, Uint8Array>;
  let bundle: Bundle;
  if (isFolder) {
    const there = new Set(readdirSync(path));
    files = Object.fromEntries(
      names.filter((name) => there.has(name)).map((name) => [name, new Uint8Array(readFileSync(join(path, name)))]),
    );
    bundle = readBundle(files);
  } else {
    const bytes = new Uint8Array(readFileSync(path));
    bundle = readZippedBundle(bytes);
    files = unzipSync(bytes);
  }
  return { bundle, files, sha256: bytesToHex(sha256(files[sumsName])) };
}

export interface ReadyPolicy {
  readonly runtime: PolicyRuntime;
  readonly check: VectorCheck;
}

/**
 * @param tell takes a line for people
 * @throws BundleError where the graph does not answer as the trainer did
 */
export async function readyPolicy(bundle: Bundle, tell: (line: string) => void): Promise<ReadyPolicy> {
  const runtime = await openPolicyRuntime(bundle.onnx, tell);
  try {
    const check = await checkVectors(runtime, bundle);
    if (!check.isWithin) {
      const error = check.maxAbsError.toExponential(1);
      throw new BundleError('policy.onnx', `${runtime.name} answers the test vectors ${error} beside the trainer`);
    }
    await warmUp(runtime, bundle);
    return { runtime, check };
  } catch (error) {
    await runtime.dispose();
    throw error;
  }
}

/** The first calls are the slowest, and no control step shall wait for them. */
async function warmUp(runtime: PolicyRuntime, { manifest, vectors }: Bundle): Promise<void> {
  const [seen, drawn] = [
    manifest.observation.horizon * manifest.observation.size,
    manifest.action.horizon * manifest.action.size,
  ];
  for (let call = 0; call < 50; call++) {
    const row = call % vectors.count;
    const observation = vectors.observation.slice(row * seen, (row + 1) * seen);
    await runtime.run(observation, vectors.noise.slice(row * drawn, (row + 1) * drawn), 1);
  }
}

function statOf(path: string) {
  try {
    return statSync(path);
  } catch {
    throw new BundleError('bundle', `there is nothing at ${path}`);
  }
}
