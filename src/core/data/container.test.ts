import { sha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Container, type ContainerArray, decodeContainer, encodeContainer, FileFormatError } from './container.ts';

const example: Container = {
  kind: 'example',
  version: 3,
  metadata: { note: 'naïve ½', nested: [1, null, { a: true }] },
  arrays: {
    weights: Float32Array.of(1.5, -2, Number.NaN),
    exact: Float64Array.of(0.1),
    order: Uint32Array.of(7, 2 ** 32 - 1),
  },
};

/** A file with any header and a checksum that fits, as only an enemy or a bug would write it. */
function forge(header: unknown, dataBytes = 0, headerBytes?: number): Uint8Array {
  const text = typeof header === 'string' ? header : JSON.stringify(header);
  const json = new TextEncoder().encode(text.padEnd(Math.ceil(text.length / 8) * 8));
  const bytes = new Uint8Array(48 + json.length + dataBytes);
  bytes.set(new TextEncoder().encode('ONESTEP\u0001'));
  new DataView(bytes.buffer).setUint32(8, headerBytes ?? json.length, true);
  bytes.set(json, 48);
  bytes.set(sha256(bytes.subarray(48)), 16);
  return bytes;
}

const read = (bytes: Uint8Array) => decodeContainer(bytes, 'file.bin', 'example');

test('a container reads as it was written, NaN and the largest integer included', () => {
  expect(read(encodeContainer(example))).toEqual(example);
});

test('a container reads from the middle of a larger buffer', () => {
  const file = encodeContainer(example);
  const larger = new Uint8Array(file.length + 20);
  larger.set(file, 5);
  expect(read(larger.subarray(5, 5 + file.length))).toEqual(example);
});

test('reading does not keep the file alive, and writing does not keep the arrays', () => {
  const file = encodeContainer(example);
  const { arrays } = read(file);
  expect(arrays.weights.buffer.byteLength).toBe(12);
  file.fill(0);
  expect(arrays.weights[0]).toBe(1.5);
});

test('the same content gives the same bytes', () => {
  expect(encodeContainer(example)).toEqual(encodeContainer(structuredClone(example)));
});

// Any UTF-16 at all, halves of surrogate pairs included.
const text = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
  maxLength: 8,
});
const bits = fc.uint8Array({ maxLength: 40 });
const array: fc.Arbitrary<ContainerArray> = fc.oneof(
  bits.map((bytes) => new Float32Array(Uint8Array.from(bytes).buffer.slice(0, bytes.length & ~3))),
  bits.map((bytes) => new Float64Array(Uint8Array.from(bytes).buffer.slice(0, bytes.length & ~7))),
  bits.map((bytes) => new Uint32Array(Uint8Array.from(bytes).buffer.slice(0, bytes.length & ~3))),
);

test('any content round trips bit for bit', () => {
  const container = fc.record({
    kind: text,
    version: fc.integer({ min: 1 }),
    metadata: fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value))),
    arrays: fc.dictionary(text, array, { noNullPrototype: true, maxKeys: 4 }),
  });
  const bytesOf = (value: ContainerArray) => [...new Uint8Array(value.buffer, value.byteOffset, value.byteLength)];
  fc.assert(
    fc.property(container, (written) => {
      const found = decodeContainer(encodeContainer(written), 'file.bin', written.kind);
      expect({ ...found, arrays: null }).toEqual({ ...written, arrays: null });
      expect(Object.keys(found.arrays).sort()).toEqual(Object.keys(written.arrays).sort());
      for (const [name, value] of Object.entries(written.arrays)) {
        expect(found.arrays[name].constructor).toBe(value.constructor);
        expect(bytesOf(found.arrays[name])).toEqual(bytesOf(value));
      }
    }),
    { seed: 1, numRuns: 200 },
  );
});

test('a file with any one byte changed is refused', () => {
  const file = encodeContainer(example);
  for (let position = 0; position < file.length; position++) {
    for (const change of [0x01, 0x08, 0x80, 0xff]) {
      const damaged = file.slice();
      damaged[position] ^= change;
      expect(() => read(damaged), `byte ${position} ^ ${change}`).toThrow(FileFormatError);
    }
  }
});

test('a file cut short anywhere, or with something behind it, is refused', () => {
  const file = encodeContainer(example);
  for (let length = 0; length < file.length; length++) {
    expect(() => read(file.subarray(0, length)), `${length} bytes`).toThrow(FileFormatError);
  }
  expect(() => read(Uint8Array.of(...file, 0))).toThrow('damaged or cut short');
});

test('the message names the file and says what was found', () => {
  expect(() => read(new TextEncoder().encode('PK\u0003\u0004 …'))).toThrow('file.bin: not a One-Step Lab file');
  expect(() => decodeContainer(encodeContainer(example), 'a.demo', 'demonstrations')).toThrow(
    'a.demo: expected a demonstrations file, found a example file. Nothing was read.',
  );
});

const entry = { name: 'a', type: 'float32', length: 2, offset: 0 };
const header = { kind: 'example', version: 1, metadata: null, arrays: [] as unknown[] };

test('the forged file of these tests is accepted where its header is honest', () => {
  expect(read(forge({ ...header, arrays: [entry] }, 8)).arrays.a).toEqual(new Float32Array(2));
});

test.each<[string, Uint8Array]>([
  ['a header longer than the file', forge(header, 0, 2 ** 31)],
  ['a header that ends inside itself', forge(header, 0, 8)],
  ['a header length that is not a multiple of 8', forge(header, 0, 7)],
  ['no header', forge('', 0)],
  ['text that is not JSON', forge('{"kind": ')],
  ['JSON that is null', forge(null)],
  ['JSON that is a list', forge([])],
  ['JSON that is a number', forge(3)],
  ['JSON nested a hundred thousand deep', forge('['.repeat(100_000))],
  ['a kind that is not a text', forge({ ...header, kind: 4 })],
  ['a version that is not a number', forge({ ...header, version: '1' })],
  ['no list of arrays', forge({ ...header, arrays: undefined })],
  ['arrays that are an object', forge({ ...header, arrays: { length: 1 } })],
  ['an array that is null', forge({ ...header, arrays: [null] })],
  ['an unknown type', forge({ ...header, arrays: [{ ...entry, type: 'int8' }] }, 8)],
  ['a type from the prototype', forge({ ...header, arrays: [{ ...entry, type: 'constructor' }] }, 8)],
  ['a length beyond the file', forge({ ...header, arrays: [{ ...entry, length: 2 ** 40 }] }, 8)],
  ['a length that overflows', forge({ ...header, arrays: [{ ...entry, length: 2 ** 52 }] }, 8)],
  ['a negative length', forge({ ...header, arrays: [{ ...entry, length: -2 }] }, 8)],
  ['half an element', forge({ ...header, arrays: [{ ...entry, length: 1.5 }] }, 8)],
  ['a negative offset', forge({ ...header, arrays: [{ ...entry, offset: -8 }] }, 8)],
  ['an offset beyond the file', forge({ ...header, arrays: [{ ...entry, offset: 8 }] }, 8)],
  ['two arrays on the same bytes', forge({ ...header, arrays: [entry, { ...entry, name: 'b' }] }, 8)],
  ['two arrays of one name', forge({ ...header, arrays: [entry, { ...entry, offset: 8 }] }, 16)],
  ['bytes that no array describes', forge(header, 8)],
])('%s is refused with a typed error', (_, bytes) => {
  expect(() => read(bytes)).toThrow(FileFormatError);
});

test('a header in broken UTF-8 is refused with a typed error', () => {
  const bytes = forge(header);
  bytes[48 + 10] = 0xff;
  bytes.set(sha256(bytes.subarray(48)), 16);
  expect(() => read(bytes)).toThrow('not JSON');
});
