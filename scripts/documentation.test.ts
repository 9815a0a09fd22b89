import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const inDocs = readdirSync('docs').filter((name) => name.endsWith('.md'));
const pages = ['README.md', 'CONTRIBUTING.md', ...inDocs.map((name) => join('docs', name))];
const read = (page: string) => readFileSync(page, 'utf8');

test.each(pages)('every relative link and picture of %s is there', (page) => {
  const targets = [...read(page).matchAll(/\]\(([^)#\s]+)/g)].map(([, target]) => target);
  const broken = targets.filter((target) => !/^https?:/.test(target) && !existsSync(join(dirname(page), target)));
  expect(broken).toEqual([]);
});

test.each(pages)('every source file that %s names is there', (page) => {
  const paths = [...read(page).matchAll(/`((?:src|scripts|cli|e2e|bench|docs|public)\/[\w./-]+)`/g)].map(
    ([, path]) => path,
  );
  expect(paths.filter((path) => !existsSync(path))).toEqual([]);
});

test.each(pages)('every npm script that %s names is one', (page) => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const named = [...read(page).matchAll(/npm run ([\w-]+)/g)].map(([, name]) => name);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});
