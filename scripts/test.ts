/**
 * @file `npm test`: everything that must hold before a change is shared. The last line is "N passed, N failed".
 *
 *     npm test                    all suites
 *     npm test -- types unit      some of them
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { swiftshaderEnvironment } from './chromium.ts';
import { ensureChromium } from './ensure-chromium.ts';
import { ensureOnnxChecker } from './onnxChecker.ts';
import { countPlaywright, countVitest, type Tally, wholeSuite } from './testReports.ts';

interface Suite {
  readonly name: string;
  readonly command: readonly string[];
  /** Where the suite leaves its numbers; without it the suite counts as one test */
  readonly report?: { readonly path: string; count(json: string): Tally };
  readonly environment?: NodeJS.ProcessEnv;
}

const reports = '.cache/test';
const suites: readonly Suite[] = [
  { name: 'format', command: ['biome', 'format', '.'] },
  { name: 'lint', command: ['npm', 'run', '--silent', 'lint'] },
  { name: 'types', command: ['npm', 'run', '--silent', 'types'] },
  {
    name: 'unit',
    command: ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${reports}/unit.json`],
    report: { path: `${reports}/unit.json`, count: countVitest },
  },
  browserSuite('browser', ['--grep-invert', '@alone', '--workers', '2']),
  browserSuite('measured', ['--grep', '@alone', '--workers', '1']),
];

/**
 * Browser tests wait more than they compute, so two run side by side; those that measure time, or train long on a
 * software GPU (`@alone`), do not.
 */
function browserSuite(name: string, choice: readonly string[]): Suite {
  return {
    name,
    command: ['playwright', 'test', '--reporter=list,json', ...choice],
    report: { path: `${reports}/${name}.json`, count: countPlaywright },
    environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: `${reports}/${name}.json` },
  };
}

function runSuite({ name, command, report, environment: own }: Suite, environment: NodeJS.ProcessEnv): Tally {
  console.log(`\n── ${name}: ${command.join(' ')}`);
  // A report of an earlier run must not speak for this one.
  if (report) rmSync(report.path, { force: true });
  const [program, ...parameters] = command;
  const { status } = spawnSync(program, parameters, { stdio: 'inherit', env: { ...environment, ...own } });
  const tally = wholeSuite(status === 0, report && readReport(report));
  console.log(`── ${name}: ${tally.passed} passed, ${tally.failed} failed`);
  return tally;
}

function readReport({ path, count }: NonNullable<Suite['report']>): Tally | null {
  try {
    return count(readFileSync(path, 'utf8'));
  } catch (error) {
    console.error(`${path}: ${(error as Error).message}`);
    return null;
  }
}

async function testEnvironment(): Promise<NodeJS.ProcessEnv> {
  const chromium = await ensureChromium();
  console.log(`Chromium: ${chromium}`);
  console.log(`ONNX checker: ${ensureOnnxChecker()}`);
  return {
    ...process.env,
    ...swiftshaderEnvironment(),
    CHROMIUM: chromium,
  };
}

function chosenSuites(names: readonly string[]): readonly Suite[] {
  const unknown = names.find((name) => !suites.some((suite) => suite.name === name));
  if (unknown !== undefined) {
    throw new RangeError(`expected suites among ${suites.map((suite) => suite.name).join(', ')}, received ${unknown}`);
  }
  return names.length === 0 ? suites : suites.filter((suite) => names.includes(suite.name));
}

async function main(): Promise<void> {
  const total = { passed: 0, failed: 0 };
  try {
    const chosen = chosenSuites(process.argv.slice(2));
    mkdirSync(reports, { recursive: true });
    const environment = await testEnvironment();
    for (const suite of chosen) {
      const { passed, failed } = runSuite(suite, environment);
      total.passed += passed;
      total.failed += failed;
    }
  } catch (error) {
    console.error((error as Error).message);
    total.failed += 1;
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}

await main();
