import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { manifestJsonSchema, schemaPath } from './manifestSchema.ts';

test('the schema in the repository is that of the code that reads manifests', () => {
  expect(readFileSync(schemaPath, 'utf8')).toBe(manifestJsonSchema());
});
