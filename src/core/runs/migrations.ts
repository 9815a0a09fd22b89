/** @file Brings kept runs of older versions up to the present one, a pure step at a time. */
import { keptRunVersion } from '../experiment/keptRun.ts';

type Layout = Readonly<Record<string, unknown>>;

/**
 * By the version that a step starts from. A layout that changes gets a step here and a fixture in the test.
 */
const steps: Readonly<Record<number, (run: Layout) => Layout>> = {
  // Before stage 2 no run had a parent.
  1: (run) => ({ ...run, version: 2, origin: isLayout(run.origin) ? { ...run.origin, parent: null } : run.origin }),
};

/** @returns the value in the present layout where its version is known, otherwise as it is: the schema refuses it */
export function migrate(value: unknown, known = steps, present: number = keptRunVersion): unknown {
  let run = value;
  while (isLayout(run) && typeof run.version === 'number' && run.version < present && known[run.version]) {
    run = known[run.version](run);
  }
  return run;
}

function isLayout(value: unknown): value is Layout {
  return typeof value === 'object' && value !== null;
}
