import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { beforeAll, expect, test } from 'vitest';
import { activateBackend } from '../policy/tensorBackend.ts';
import { Random } from '../random/random.ts';
import { type BundleContent, bundleContent, bundleFiles, readBundle, readZippedBundle, zipBundle } from './bundle.ts';
import { BundleError } from './bundleError.ts';
import { bundleOf, untrainedPolicy } from './exportFixture.ts';
import { decodeOnnx, encodeOnnx, type OnnxModel } from './onnxModel.ts';

const tiny = { 'policy.hiddenSize': 16, 'policy.conditionHiddenSize': 16 };
let content: BundleContent;

beforeAll(async () => {
  await activateBackend('wasm');
  content = await bundleOf(untrainedPolicy('dials', tiny), 1);
});

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const bytes = (value: string) => new TextEncoder().encode(value);

/** As someone would who knows how the sums are made. */
const withSums = (changed: Partial<BundleContent>) => bundleContent({ ...content, ...changed });

/** With the graph's hash in the manifest mended as well. */
function withGraph(onnx: Uint8Array) {
  const manifest = JSON.parse(text(content['manifest.json']));
  manifest.policy.sha256 = bytesToHex(sha256(onnx));
  return withSums({ 'policy.onnx': onnx, 'manifest.json': bytes(JSON.stringify(manifest)) });
}

function refusal(read: () => unknown): BundleError {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(BundleError);
    return error as BundleError;
  }
  throw new Error('it was read');
}

test('an untouched bundle is read', () => {
  expect(readZippedBundle(zipBundle(content)).manifest.scene.id).toBe('dials');
});

test.each(bundleFiles)('a changed byte of %s is refused by its name', (file) => {
  const files = bundleContent(content);
  const changed = files[file].slice();
  changed[changed.length >> 1] ^= 1;
  const error = refusal(() => readBundle({ ...files, [file]: changed }));
  expect(error.file).toBe(file);
  expect(error.message).toContain(`${file}: its SHA-256 is`);
  const { [file]: _, ...missing } = files;
  expect(refusal(() => readBundle(missing)).message).toContain(`${file}: it is missing`);
});

test('a changed sum is refused by the name of its file', () => {
  const files = bundleContent(content);
  const sums = text(files.SHA256SUMS).replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
  expect(refusal(() => readBundle({ ...files, SHA256SUMS: bytes(sums) })).file).toBe('policy.onnx');
});

/** Paths of all values in a manifest */
function paths(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) =>
    paths(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

test('every field of the manifest that is changed, or taken away, is refused, though the sums were mended', () => {
  const whole = JSON.parse(text(content['manifest.json']));
  const all = paths(whole);
  expect(all.length).toBeGreaterThan(100);
  for (const path of all) {
    for (const kind of ['changed', 'removed'] as const) {
      const manifest = structuredClone(whole);
      const holder = path.slice(0, -1).reduce((at, key) => at[key], manifest);
      const last = path.at(-1)!;
      const value = holder[last];
      if (kind === 'removed') delete holder[last];
      else holder[last] = typeof value === 'number' ? value + 1 : `${value}x`;
      const error = refusal(() => readBundle(withSums({ 'manifest.json': bytes(JSON.stringify(manifest)) })));
      expect(['manifest.json', 'policy.onnx'], path.join('.')).toContain(error.file);
      expect(error.message, path.join('.')).toMatch(/^(manifest\.json|policy\.onnx): /);
    }
  }
});

test('only the check on the robot may change what the manifest says of the hardware', () => {
  const manifest = JSON.parse(text(content['manifest.json']));
  manifest.hardware = {
    status: 'checked on the robot',
    by: 'An engineer',
    at: '2026-12-01T10:00:00.000Z',
    robot: 'fr3',
    notes: '',
  };
  const read = (value: object) => readBundle(withSums({ 'manifest.json': bytes(JSON.stringify(value)) }));
  expect(read(manifest).manifest.hardware.status).toBe('checked on the robot');
  expect(refusal(() => read({ ...manifest, hardware: { status: 'checked on the robot' } })).message).toContain(
    'hardware',
  );
});

test('a truncated graph is refused, wherever it ends', () => {
  const onnx = content['policy.onnx'];
  for (const share of [0, 0.01, 0.3, 0.6, 0.9, 0.999]) {
    const error = refusal(() => readBundle(withGraph(onnx.slice(0, Math.floor(share * onnx.length)))));
    expect(error.file).toBe('policy.onnx');
  }
});

const changeGraph = (change: (model: OnnxModel) => OnnxModel) =>
  withGraph(encodeOnnx(change(decodeOnnx(content['policy.onnx']))));

test('a graph with another operator, another opset or another producer is refused', () => {
  const rename = (operator: string) =>
    changeGraph((model) => {
      const nodes = model.graph.nodes.map((node, i) => (i === 4 ? { ...node, operator } : node));
      return { ...model, graph: { ...model.graph, nodes } };
    });
  expect(refusal(() => readBundle(rename('Loop'))).message).toContain('policy.onnx: it uses the operator "Loop"');
  expect(refusal(() => readBundle(changeGraph((model) => ({ ...model, opset: 21 })))).message).toContain('of set 21');
  const producer = { name: 'someone', version: '1' };
  expect(refusal(() => readBundle(changeGraph((model) => ({ ...model, producer })))).message).toContain('someone');
});

test('a graph that keeps its numbers in another file is refused', () => {
  const onnx = content['policy.onnx'];
  const name = bytes('condition.hidden.bias');
  const at = onnx.findIndex((_, i) => name.every((byte, k) => onnx[i + k] === byte));
  // Field 9 (the numbers themselves) becomes field 13 (where they lie): tag 0x4a is 0x6a then.
  const changed = onnx.slice();
  const tag = changed.indexOf(0x4a, at + name.length);
  changed[tag] = 0x6a;
  expect(refusal(() => readBundle(withGraph(changed))).message).toContain('keeps its values in another file');
});

test('a zip with a file that no bundle has, or that is none, is refused', () => {
  expect(refusal(() => readZippedBundle(bytes('no zip at all'))).message).toContain('it is no zip file');
  expect(refusal(() => readBundle({})).message).toContain('SHA256SUMS: it is missing');
});

test('two thousand mutations give a bundle or a typed error, each in bounded time', () => {
  const random = new Random(17);
  const zip = zipBundle(content);
  const files = bundleContent(content);
  const names = [...bundleFiles, 'SHA256SUMS'] as const;
  let slowest = 0;
  for (let i = 0; i < 2000; i++) {
    const start = performance.now();
    try {
      // Of three, one mutates the zip, one a file in it, and one a file whose sums are mended.
      if (i % 3 === 0) readZippedBundle(mutate(zip, random));
      else {
        const name = names[random.integer(names.length)];
        const changed = mutate(files[name], random);
        if (i % 3 === 1) readBundle({ ...files, [name]: changed });
        else if (name === 'policy.onnx') readBundle(withGraph(changed));
        else readBundle(name === 'SHA256SUMS' ? { ...files, [name]: changed } : withSums({ [name]: changed }));
      }
    } catch (error) {
      if (!(error instanceof BundleError)) throw error;
    }
    slowest = Math.max(slowest, performance.now() - start);
  }

  expect(slowest).toBeLessThan(2000);
});

function mutate(original: Uint8Array, random: Random): Uint8Array {
  const changed = original.slice();
  switch (random.integer(5)) {
    case 0:
      changed[random.integer(changed.length)] = random.integer(256);
      return changed;
    case 1:
      return changed.subarray(0, random.integer(changed.length));
    case 2: {
      const [from, to] = [random.integer(changed.length), random.integer(changed.length)];
      changed.copyWithin(to, from, from + 64);
      return changed;
    }
    case 3:
      for (let i = 0; i < 20; i++) changed[random.integer(changed.length)] ^= 1 << random.integer(8);
      return changed;
    default: {
      const at = random.integer(changed.length);
      const middle = Uint8Array.from({ length: 16 }, () => random.integer(256));
      const longer = new Uint8Array(changed.length + middle.length);
      longer.set(changed.subarray(0, at));
      longer.set(middle, at);
      longer.set(changed.subarray(at), at + middle.length);
      return longer;
    }
  }
}
