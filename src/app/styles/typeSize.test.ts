import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const folder = 'src/app/styles';

test('no size of type is in pixels, so that all of it grows for a projector', () => {
  const sheets = readdirSync(folder).filter((name) => name.endsWith('.css'));
  expect(sheets.length).toBeGreaterThan(10);
  for (const sheet of sheets) {
    const fixed = readFileSync(`${folder}/${sheet}`, 'utf8').match(/font(-size)?:[^;]*\dpx[^;]*;/g);
    expect(fixed, sheet).toBeNull();
  }
});
