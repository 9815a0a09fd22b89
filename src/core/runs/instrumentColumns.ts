/**
 * @file What is optional in a representation record as a table of numbers with named columns, for a run file. Files of
 * before it was measured have no such table, and those who read files then pass it over.
 */
import type { RepresentationRecord } from '../experiment/records.ts';

type Instruments = Pick<RepresentationRecord, 'variances' | 'distances' | 'linearProbeR2' | 'actionGap'>;

export interface InstrumentTable {
  /** Such as `linearProbeR2` and `variances.0` */
  readonly columns: readonly string[];
  /** A row a representation record, in their order, `[records, columns]`; NaN where a record does not have it */
  readonly values: Float64Array;
}

/** Where a column's numbers come from and go to */
const scalars = ['linearProbeR2', 'actionGap', 'distances.upTo'] as const;
const lists = ['variances', 'distances.counts'] as const;

export function toInstrumentTable(records: readonly Instruments[]): InstrumentTable {
  const rows = records.map(({ variances, distances, linearProbeR2, actionGap }) => ({
    scalars: [linearProbeR2, actionGap, distances?.upTo],
    lists: [variances ?? [], distances?.counts ?? []],
  }));
  const lengths = lists.map((_, i) => Math.max(0, ...rows.map((row) => row.lists[i].length)));
  const columns = [
    ...scalars,
    ...lists.flatMap((name, i) => Array.from({ length: lengths[i] }, (_, place) => `${name}.${place}`)),
  ];
  const values = rows.flatMap((row) => [
    ...row.scalars,
    ...lengths.flatMap((length, i) => Array.from({ length }, (_, place) => row.lists[i][place])),
  ]);
  return { columns, values: Float64Array.from(values, (value) => value ?? Number.NaN) };
}

/** @param row one record's numbers, in the order of the columns; columns of another name are passed over */
export function fromInstrumentRow(columns: readonly string[], row: Float64Array): Instruments {
  const read = (name: string): number | undefined => {
    const value = row[columns.indexOf(name)];
    return value === undefined || Number.isNaN(value) ? undefined : value;
  };
  const readList = (name: string): number[] => {
    const list: number[] = [];
    for (let value = read(`${name}.0`); value !== undefined; value = read(`${name}.${list.length}`)) list.push(value);
    return list;
  };
  const [linearProbeR2, actionGap, upTo] = scalars.map(read);
  const [variances, counts] = lists.map(readList);
  return {
    ...(variances.length > 0 && { variances }),
    ...(upTo !== undefined && { distances: { upTo, counts } }),
    ...(linearProbeR2 !== undefined && { linearProbeR2 }),
    ...(actionGap !== undefined && { actionGap }),
  };
}
