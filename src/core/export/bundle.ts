/**
 * @file The bundle: one zip with the graph, what must be known of it, and what it must answer.
 *
 *     policy.onnx          the policy as a graph, observations in and physical actions out
 *     manifest.json        what its numbers mean, where it comes from, how well it did
 *     test-vectors.json    real observations, noise, and the actions that the trainer drew from them
 *     README.md            for whoever opens it on the robot's side
 *     SHA256SUMS           of the four above, as `sha256sum -c` reads it
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { unzipSync, type Zippable, zipSync } from 'fflate';
import { BundleError } from './bundleError.ts';
import { checkGraph } from './graphCheck.ts';
import { encodeManifest, type Manifest, parseManifest } from './manifest.ts';
import { parseTestVectors, type TestVectors } from './testVectors.ts';

export const sumsName = 'SHA256SUMS';
export const bundleFiles = ['policy.onnx', 'manifest.json', 'test-vectors.json', 'README.md'] as const;
export type BundleFile = (typeof bundleFiles)[number];

/** No bundle of this lab comes near it; a forged size is refused before anything is unpacked. */
const largestFile = 256 * 1024 * 1024;

/** A bundle that was read and found whole: sums, schema, graph and test vectors fit together. */
export interface Bundle {
  readonly manifest: Manifest;
  /** Bytes of policy.onnx */
  readonly onnx: Uint8Array;
  readonly vectors: TestVectors;
  readonly readme: string;
}

export type BundleContent = Readonly<Record<BundleFile, Uint8Array>>;

/** @returns the files of the bundle with their sums, by name */
export function bundleContent(content: BundleContent): Record<BundleFile | typeof sumsName, Uint8Array> {
  const sums = bundleFiles.map((file) => `${bytesToHex(sha256(content[file]))}  ${file}\n`).join('');
  return { ...content, [sumsName]: new TextEncoder().encode(sums) };
}

/** @returns bytes of the zip; the same content gives the same bytes */
export function zipBundle(content: BundleContent): Uint8Array<ArrayBuffer> {
  const files: Zippable = {};
  // No clock: the zip's own dates say nothing.
  for (const [name, bytes] of Object.entries(bundleContent(content))) files[name] = [bytes, { mtime: '1980-01-01' }];
  return zipSync(files) as Uint8Array<ArrayBuffer>;
}

/** @throws BundleError where it is no bundle, or one that was damaged or tampered with */
export function readZippedBundle(bytes: Uint8Array): Bundle {
  let problem: BundleError | null = null;
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(bytes, {
      filter: ({ name, originalSize, size }) => {
        if (!isName(name))
          problem ??= new BundleError(
            'bundle',
            `it holds a file that no bundle has, ${JSON.stringify(name.slice(0, 80))}`,
          );
        else if (originalSize > largestFile || size > largestFile) problem ??= new BundleError(name, 'it is too large');
        return problem === null;
      },
    });
  } catch {
    throw problem ?? new BundleError('bundle', 'it is no zip file, or a damaged one');
  }
  if (problem) throw problem;
  return readBundle(files);
}

/**
 * @param files by name, as they lie in a folder
 * @throws BundleError where they are no bundle, or one that was damaged or tampered with
 */
export function readBundle(files: Readonly<Record<string, Uint8Array>>): Bundle {
  const content = checkContent(files);
  const manifest = parseManifest(content['manifest.json']);
  const found = bytesToHex(sha256(content['policy.onnx']));
  if (found !== manifest.policy.sha256) {
    throw new BundleError('policy.onnx', `its SHA-256 is ${found}, manifest.json says ${manifest.policy.sha256}`);
  }
  checkGraph(content['policy.onnx'], manifest);
  const vectors = parseTestVectors(content['test-vectors.json'], manifest);
  return { manifest, onnx: content['policy.onnx'], vectors, readme: new TextDecoder().decode(content['README.md']) };
}

/** The same bundle with another manifest: for the check on the robot, which alone may change it. */
export function withManifest(files: Readonly<Record<string, Uint8Array>>, manifest: Manifest): BundleContent {
  return { ...checkContent(files), 'manifest.json': encodeManifest(manifest) };
}

function isName(name: string): name is BundleFile | typeof sumsName {
  return name === sumsName || (bundleFiles as readonly string[]).includes(name);
}

function checkContent(files: Readonly<Record<string, Uint8Array>>): BundleContent {
  const sums = readSums(files[sumsName]);
  for (const file of bundleFiles) {
    const bytes = files[file];
    if (!bytes) throw new BundleError(file, 'it is missing');
    if (bytes.length > largestFile) throw new BundleError(file, 'it is too large');
    const found = bytesToHex(sha256(bytes));
    if (sums.get(file) !== found) {
      throw new BundleError(file, `its SHA-256 is ${found}, ${sumsName} says ${sums.get(file) ?? 'nothing of it'}`);
    }
  }
  return files as BundleContent;
}

function readSums(bytes: Uint8Array | undefined): ReadonlyMap<string, string> {
  if (!bytes) throw new BundleError(sumsName, 'it is missing');
  if (bytes.length > 10_000) throw new BundleError(sumsName, 'it is too large');
  const sums = new Map<string, string>();
  for (const line of new TextDecoder().decode(bytes).split('\n').filter(Boolean)) {
    const match = /^([0-9a-f]{64}) [ *](\S+)$/.exec(line);
    if (!match || !isName(match[2]) || sums.has(match[2])) {
      throw new BundleError(
        sumsName,
        `a line of it is no sum of a file of the bundle: ${JSON.stringify(line.slice(0, 120))}`,
      );
    }
    sums.set(match[2], match[1]);
  }
  return sums;
}
