import { afterAll, beforeAll, expect, it } from 'vitest';
import { readZippedBundle, zipBundle } from '../../src/core/export/bundle.ts';
import { checkVectors } from '../../src/core/export/vectorCheck.ts';
import { type BundleFolder, liftBundle } from './bundleFixture.ts';
import { openPolicyRuntime } from './onnxRuntimeNode.ts';

let folder: BundleFolder;
beforeAll(async () => {
  folder = await liftBundle();
});
afterAll(() => folder.remove());

it('whatever runs the graph here answers the test vectors as the trainer did', async () => {
  const bundle = readZippedBundle(zipBundle(folder.content));
  const said: string[] = [];
  const runtime = await openPolicyRuntime(bundle.onnx, (line) => said.push(line));
  expect(await checkVectors(runtime, bundle)).toMatchObject({ count: 64, isWithin: true });
  // Where the optional library is missing, that is said; where it is there, nothing is.
  expect(said).toHaveLength(runtime.name.startsWith('onnxruntime-web') ? 1 : 0);
  await runtime.dispose();
});

it('without the native library, onnxruntime-web answers instead, and one line says so', async () => {
  const bundle = readZippedBundle(zipBundle(folder.content));
  const said: string[] = [];
  const runtime = await openPolicyRuntime(
    bundle.onnx,
    (line) => said.push(line),
    async () => {
      throw new Error('libonnxruntime.so.1: cannot open shared object file\nand more');
    },
  );
  expect(runtime.name).toContain('onnxruntime-web');
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(/libonnxruntime.*--onnxruntime-node-install-cuda=skip/);
  expect(said[0]).not.toContain('\n');
  expect(await checkVectors(runtime, bundle)).toMatchObject({ isWithin: true });
  await runtime.dispose();
});
