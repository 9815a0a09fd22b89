/**
 * @file The JSON schema of a bundle's manifest, made from the one that reads it. `npx tsx scripts/manifestSchema.ts`
 * writes `public/schemas/bundle-manifest.schema.json`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { toJsonSchema } from '@valibot/to-json-schema';
import { manifestSchema } from '../src/core/export/manifest.ts';

export const schemaPath = 'public/schemas/bundle-manifest.schema.json';

/** What a JSON schema cannot say (that lists are as long as the sizes beside them) is left out. */
export function manifestJsonSchema(): string {
  const schema = toJsonSchema(manifestSchema, { ignoreActions: ['finite'] });
  return `${JSON.stringify({ title: 'Manifest of a policy bundle of One-Step Lab', ...schema }, null, 2)}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  mkdirSync(dirname(schemaPath), { recursive: true });
  writeFileSync(schemaPath, manifestJsonSchema());
}
