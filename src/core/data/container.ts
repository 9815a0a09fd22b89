/**
 * @file One compact binary file format for demonstrations, snapshots and shipped policies.
 *
 * Layout, little-endian: 8 bytes magic "ONESTEP" + format version · uint32 header length · 4 bytes zero ·
 * SHA-256 (32 bytes) of all that follows · header, UTF-8 JSON padded with spaces to a multiple of 8 · array data, each
 * array at a multiple of 8. The header names the kind of content, its own version, free metadata, and the arrays.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import {
  type ArrayEntry,
  type ArrayType,
  arrayTypes,
  FileFormatError,
  type Header,
  parseHeader,
  roundUp,
} from './containerHeader.ts';

export { FileFormatError } from './containerHeader.ts';

export type ContainerArray = Float32Array | Float64Array | Uint32Array;

export interface Container<Metadata = unknown> {
  /** What the file holds, such as "demonstrations" or "snapshot" */
  readonly kind: string;
  /** Version of that kind's own layout */
  readonly version: number;
  readonly metadata: Metadata;
  readonly arrays: Readonly<Record<string, ContainerArray>>;
}

const magic = new TextEncoder().encode('ONESTEP\u0001');
const preambleBytes = 16 + 32;

/** @returns the file's bytes */
export function encodeContainer(container: Container): Uint8Array<ArrayBuffer> {
  const entries: ArrayEntry[] = [];
  let offset = 0;
  for (const [name, array] of Object.entries(container.arrays)) {
    entries.push({ name, type: typeOf(array), length: array.length, offset });
    offset += roundUp(array.byteLength);
  }
  const { kind, version, metadata } = container;
  const header = new TextEncoder().encode(
    JSON.stringify({ kind, version, metadata, arrays: entries } satisfies Header),
  );
  const headerBytes = roundUp(header.length);

  const bytes = new Uint8Array(preambleBytes + headerBytes + offset);
  bytes.set(magic);
  new DataView(bytes.buffer).setUint32(8, headerBytes, true);
  bytes.fill(0x20, preambleBytes, preambleBytes + headerBytes);
  bytes.set(header, preambleBytes);
  for (const entry of entries) {
    const array = container.arrays[entry.name];
    const source = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    bytes.set(source, preambleBytes + headerBytes + entry.offset);
  }
  bytes.set(sha256(bytes.subarray(preambleBytes)), 16);
  return bytes;
}

/**
 * @param name the file's name, for messages
 * @param kind the kind that the caller expects
 * @throws FileFormatError where the bytes are not an intact file of that kind
 */
export function decodeContainer<Metadata>(bytes: Uint8Array, name: string, kind: string): Container<Metadata> {
  if (bytes.length < preambleBytes || magic.some((byte, i) => bytes[i] !== byte)) {
    throw new FileFormatError(`${name}: not a One-Step Lab file (expected to begin with "ONESTEP"). Nothing was read.`);
  }
  const stored = bytesToHex(bytes.subarray(16, preambleBytes));
  if (bytesToHex(sha256(bytes.subarray(preambleBytes))) !== stored) {
    throw new FileFormatError(
      `${name}: the checksum does not match, the file is damaged or cut short. Nothing was read.`,
    );
  }
  const dataStart = preambleBytes + headerBytesOf(bytes, name);
  const header = parseHeader(bytes.subarray(preambleBytes, dataStart), bytes.length - dataStart, name);
  if (header.kind !== kind) {
    throw new FileFormatError(`${name}: expected a ${kind} file, found a ${header.kind} file. Nothing was read.`);
  }
  const arrays = header.arrays.map((entry) => [entry.name, readArray(bytes, dataStart, entry)] as const);
  return { kind, version: header.version, metadata: header.metadata as Metadata, arrays: Object.fromEntries(arrays) };
}

/**
 * What a file says that it holds, without a look at the rest of it.
 * @returns null where that cannot be read: whoever decodes it then says why
 */
export function containerKind(bytes: Uint8Array): string | null {
  try {
    const dataStart = preambleBytes + headerBytesOf(bytes, '');
    return parseHeader(bytes.subarray(preambleBytes, dataStart), bytes.length - dataStart, '').kind;
  } catch {
    return null;
  }
}

/** The header's length. The checksum does not cover the preamble, so its every byte is checked here. */
function headerBytesOf(bytes: Uint8Array, name: string): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes = view.getUint32(8, true);
  const isInside = headerBytes % 8 === 0 && preambleBytes + headerBytes <= bytes.length;
  if (isInside && view.getUint32(12, true) === 0) return headerBytes;
  throw new FileFormatError(`${name}: its preamble is damaged. Nothing was read.`);
}

/** SHA-256 of a whole file, as the lab prints it. */
export function fileHash(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}

function readArray(bytes: Uint8Array, dataStart: number, entry: ArrayEntry): ContainerArray {
  const Constructor = arrayTypes[entry.type];
  const start = dataStart + entry.offset;
  // Copied, so that the array is aligned and does not keep the whole file alive; node's Buffer would not copy in `slice`.
  const copy = new Uint8Array(bytes.subarray(start, start + entry.length * Constructor.BYTES_PER_ELEMENT));
  return new Constructor(copy.buffer);
}

function typeOf(array: ContainerArray): ArrayType {
  if (array instanceof Float32Array) return 'float32';
  return array instanceof Float64Array ? 'float64' : 'uint32';
}
