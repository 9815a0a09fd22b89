/** @file How many tests passed and failed, from what Vitest and Playwright write about a run. */

export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

interface VitestReport {
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

interface PlaywrightReport {
  readonly stats: {
    readonly expected: number;
    readonly flaky: number;
    readonly unexpected: number;
    readonly skipped: number;
  };
  /** What went wrong outside a test, such as a web server that did not start */
  readonly errors: readonly unknown[];
}

/** A file that could not be loaded counts as one failure, and so does a test that was skipped: tests here never skip. */
export function countVitest(json: string): Tally {
  const { testResults } = JSON.parse(json) as VitestReport;
  const tests = testResults.flatMap((file) => file.assertionResults);
  const passed = tests.filter((test) => test.status === 'passed').length;
  const brokenFiles = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status === 'passed'),
  ).length;
  return { passed, failed: tests.length - passed + brokenFiles };
}

/** A skipped test counts as failed; one that passed on a retry counts as passed. */
export function countPlaywright(json: string): Tally {
  const { stats, errors } = JSON.parse(json) as PlaywrightReport;
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + stats.skipped + errors.length };
}

/**
 * @param didSucceed whether the suite's command exited with 0
 * @param tally its report: undefined where it writes none, null where that could not be read
 * @returns at least one failure where the command failed, whatever the report says
 */
export function wholeSuite(didSucceed: boolean, tally: Tally | null | undefined): Tally {
  if (tally === undefined) return didSucceed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  if (tally === null) return { passed: 0, failed: 1 };
  return didSucceed ? tally : { passed: tally.passed, failed: Math.max(1, tally.failed) };
}
