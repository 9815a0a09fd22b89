import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compileKernels, kernelsPath } from './kernels.ts';

test('the compiled kernels are those of their source', async () => {
  expect(readFileSync(kernelsPath, 'utf8')).toBe(await compileKernels());
});
