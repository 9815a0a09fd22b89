import { expect, test } from 'vitest';
import { countPlaywright, countVitest, wholeSuite } from './testReports.ts';

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((each) => ({ status: each })),
});
const vitest = (...testResults: unknown[]) => JSON.stringify({ testResults });

test('a Vitest report counts its tests', () => {
  const report = vitest(file('passed', 'passed', 'passed'), file('failed', 'failed', 'passed'));
  expect(countVitest(report)).toEqual({ passed: 3, failed: 1 });
});

test('a test file that could not be loaded is a failure', () => {
  expect(countVitest(vitest(file('failed'), file('passed', 'passed')))).toEqual({ passed: 1, failed: 1 });
});

test('a skipped test is a failure, in Vitest as in Playwright', () => {
  expect(countVitest(vitest(file('passed', 'passed', 'pending')))).toEqual({ passed: 1, failed: 1 });
  const stats = { expected: 4, flaky: 1, unexpected: 2, skipped: 1 };
  expect(countPlaywright(JSON.stringify({ stats, errors: [] }))).toEqual({ passed: 5, failed: 3 });
});

test('a web server that did not start is a failure', () => {
  const stats = { expected: 0, flaky: 0, unexpected: 0, skipped: 0 };
  expect(countPlaywright(JSON.stringify({ stats, errors: [{}] }))).toEqual({ passed: 0, failed: 1 });
});

test('a command that fails is a failure, whatever its report says', () => {
  expect(wholeSuite(false, { passed: 9, failed: 0 })).toEqual({ passed: 9, failed: 1 });
  expect(wholeSuite(false, { passed: 9, failed: 3 })).toEqual({ passed: 9, failed: 3 });
  expect(wholeSuite(true, null)).toEqual({ passed: 0, failed: 1 });
  expect(wholeSuite(true, undefined)).toEqual({ passed: 1, failed: 0 });
  expect(wholeSuite(false, undefined)).toEqual({ passed: 0, failed: 1 });
});
