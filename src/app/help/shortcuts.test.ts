import { expect, test } from 'vitest';
import { sayKeys, shortcuts } from './shortcuts.ts';

test('no two shortcuts share their keys, and the first key of two does nothing by itself', () => {
  const said = shortcuts.map(({ keys }) => sayKeys(keys));
  expect(new Set(said).size).toBe(said.length);
  const firsts = new Set(shortcuts.filter(({ keys }) => keys.length > 1).map(({ keys }) => keys[0]));
  for (const { keys } of shortcuts) if (keys.length === 1) expect(firsts.has(keys[0]), keys[0]).toBe(false);
});

test('every shortcut is one plain key after another: none needs Ctrl, Alt or a function key', () => {
  for (const { keys } of shortcuts) for (const key of keys) expect(key).toMatch(/^[a-z0-9 ?]$/);
});
