/**
 * @file Records of PPO as a table of numbers with named columns, for a run file. What a record does not say, such as a
 * return before the first episode has ended, is NaN in the table. Files of before stage 2 have no such table.
 */
import type { FinetuningRecord, IterationTiming } from '../experiment/records.ts';

export interface FinetuningTable {
  /** Such as `klDivergence` and `timing.physics` */
  readonly columns: readonly string[];
  /** A row a record, `[records, columns]` */
  readonly values: Float64Array;
}

const numbers = [
  'step',
  'iteration',
  'episodes',
  'successes',
  'klDivergence',
  'clipFraction',
  'initialRatioError',
  'policyLoss',
  'valueLoss',
  'explainedVariance',
  'entropy',
  'sigma',
  'anchorLoss',
  'anchorWeight',
  'actorLearningRate',
  'policySteps',
  'plannedPolicySteps',
] as const satisfies readonly (keyof FinetuningRecord)[];

/** Null before the first episode has ended */
const outcomes = ['meanReturn', 'meanLength', 'successRate'] as const satisfies readonly (keyof FinetuningRecord)[];

const times = [
  'seconds',
  'physics',
  'inference',
  'learning',
  'envStepsPerSecond',
] as const satisfies readonly (keyof IterationTiming)[];

const columns: readonly string[] = [...numbers, ...outcomes, ...times.map((name) => `timing.${name}`)];

export function toFinetuningTable(records: readonly FinetuningRecord[]): FinetuningTable {
  const values = records.flatMap((record) => [
    ...numbers.map((name) => record[name]),
    ...outcomes.map((name) => record[name] ?? Number.NaN),
    ...times.map((name) => record.timing?.[name] ?? Number.NaN),
  ]);
  return { columns, values: Float64Array.from(values) };
}

/**
 * @param names of the columns; those of another name are passed over
 * @param row one record's numbers, in their order
 * @returns a record to be checked: where a column is missing, so is its number
 */
export function fromFinetuningRow(names: readonly string[], row: Float64Array): unknown {
  const read = (name: string): number | undefined => row[names.indexOf(name)];
  const readNullable = (name: string) => {
    const value = read(name);
    return Number.isNaN(value) ? null : value;
  };
  const isTimed = readNullable('timing.seconds') !== null && names.includes('timing.seconds');
  return {
    kind: 'finetuning',
    ...Object.fromEntries(numbers.map((name) => [name, read(name)])),
    ...Object.fromEntries(outcomes.map((name) => [name, readNullable(name)])),
    ...(isTimed && { timing: Object.fromEntries(times.map((name) => [name, read(`timing.${name}`)])) }),
  };
}
