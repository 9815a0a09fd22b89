/** @file The header of a container file, read without trusting it: it may come from a stranger's download. */

/** A file could not be read; the message says which file, what was expected, and what was found. */
export class FileFormatError extends Error {
  override readonly name = 'FileFormatError';
}

export interface ArrayEntry {
  readonly name: string;
  readonly type: ArrayType;
  /** Elements */
  readonly length: number;
  /** Bytes from the beginning of the array data */
  readonly offset: number;
}

export interface Header {
  readonly kind: string;
  readonly version: number;
  readonly metadata: unknown;
  readonly arrays: readonly ArrayEntry[];
}

export const arrayTypes = { float32: Float32Array, float64: Float64Array, uint32: Uint32Array } as const;
export type ArrayType = keyof typeof arrayTypes;

/** Everything in the file begins at a multiple of 8, so that arrays of any type are aligned. */
export function roundUp(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}

/**
 * @param bytes the header alone, UTF-8 JSON
 * @param dataBytes length of the array data behind it, which the arrays must fill exactly
 * @param name the file's name, for messages
 * @throws FileFormatError where the header is not one, or does not describe the array data
 */
export function parseHeader(bytes: Uint8Array, dataBytes: number, name: string): Header {
  const refuse = (problem: string): never => {
    throw new FileFormatError(`${name}: its header is broken (${problem}). Nothing was read.`);
  };
  const header = parseJson(bytes) ?? refuse('not JSON');
  if (!isObject(header)) return refuse('expected an object');
  const { kind, version, metadata, arrays } = header;
  if (typeof kind !== 'string') return refuse('kind is not a text');
  if (!isCount(version) || version < 1) return refuse('version is not a positive integer');
  if (!Array.isArray(arrays)) return refuse('arrays is not a list');

  const names = new Set<string>();
  let offset = 0;
  for (const entry of arrays) {
    if (!isArrayEntry(entry)) return refuse(`array ${names.size} is not described`);
    if (names.has(entry.name)) return refuse(`two arrays are called ${entry.name}`);
    // Arrays lie one behind the other, so none can overlap another or reach outside the file.
    if (entry.offset !== offset) return refuse(`${entry.name} is at ${entry.offset}, expected ${offset}`);
    names.add(entry.name);
    offset += roundUp(entry.length * arrayTypes[entry.type].BYTES_PER_ELEMENT);
  }
  if (offset !== dataBytes) return refuse(`it describes ${offset} bytes of arrays, the file holds ${dataBytes}`);
  return { kind, version, metadata, arrays };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}

function isArrayEntry(entry: unknown): entry is ArrayEntry {
  if (!isObject(entry)) return false;
  const { name, type, length, offset } = entry;
  const isKnownType = typeof type === 'string' && Object.hasOwn(arrayTypes, type);
  return typeof name === 'string' && isKnownType && isCount(length) && isCount(offset);
}

/** A plain object of unknown properties: not null, not a list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A whole number that can count something: 0 or more, and exact. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
