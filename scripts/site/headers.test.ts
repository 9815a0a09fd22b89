import { expect, test } from 'vitest';
import { headerRules, headersFile, headersOf, workerFileName } from './headers.ts';

const paths = [
  '/',
  '/index.html',
  '/service-worker.js',
  '/assets/a.js',
  '/workers/training-1.js',
  '/physics/worker-1.js',
];

test('no header is set twice for one file, since some hosts would send both', () => {
  for (const path of paths) {
    const matching = headerRules.filter(({ pattern }) =>
      pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern,
    );
    const names = matching.flatMap(({ headers }) => Object.keys(headers));
    expect(names, path).toEqual([...new Set(names)]);
  }
});

test('only the physics worker may evaluate text', () => {
  const evaluating = paths.filter((path) => headersOf(path)['Content-Security-Policy']?.includes("'unsafe-eval'"));
  expect(evaluating).toEqual(['/physics/worker-1.js']);
});

test('the folder of a worker’s file decides its policy', () => {
  expect(workerFileName('/anywhere/src/workers/physics/worker.ts')).toBe('physics/worker-[hash].js');
  expect(workerFileName('/anywhere/src/workers/training/worker.ts')).toBe('workers/training-[hash].js');
  expect(workerFileName('/anywhere/src/viewer/worker.ts')).toBe('workers/viewer-[hash].js');
});

test('every file says that its type is not to be guessed', () => {
  for (const path of [...paths, '/policies/lift.policy'])
    expect(headersOf(path)).toHaveProperty('X-Content-Type-Options');
});

test('the file for hosts holds every rule, two spaces before each header', () => {
  const lines = headersFile().split('\n');
  for (const { pattern, headers } of headerRules) {
    expect(lines).toContain(pattern);
    for (const [name, value] of Object.entries(headers)) expect(lines).toContain(`  ${name}: ${value}`);
  }
});
