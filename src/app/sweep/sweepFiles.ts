/** @file A sweep as files: its table, its averages, its record, and its plan for a terminal. */
import { averageOverSeeds, averagesTable } from '../../core/experiment/sweep/averages.ts';
import { runsOf } from '../../core/experiment/sweep/plan.ts';
import { type SweepRecord, writeSweepRecord } from '../../core/experiment/sweep/record.ts';
import { csvOf, type Row, sweepTable } from '../../core/experiment/sweep/results.ts';
import type { ChartTable } from '../charts/chartTable.ts';
import type { Provenance } from '../charts/export/provenance.ts';

export interface SweepFile {
  readonly label: string;
  readonly hint: string;
  readonly name: string;
  readonly type: string;
  write(): string;
}

export function sweepFiles(record: SweepRecord): SweepFile[] {
  const name = sweepName(record);
  return [
    file('Runs', 'CSV', `${name}-runs.csv`, 'text/csv', () => csvOf(sweepTable(record.runs))),
    file('Averages over seeds', 'CSV', `${name}-averages.csv`, 'text/csv', () =>
      csvOf(averagesTable(averageOverSeeds(record.runs))),
    ),
    file('Whole record', 'JSON', `${name}.sweep.json`, 'application/json', () => writeSweepRecord(record)),
    file(
      'Plan for a terminal',
      'JSON',
      `${name}.json`,
      'application/json',
      () => `${JSON.stringify(record.plan, null, 2)}\n`,
    ),
  ];
}

/** What the whole record holds, as one table to read. */
export function averagesChartTable(record: SweepRecord): ChartTable {
  const rows = averagesTable(averageOverSeeds(record.runs));
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return {
    name: `${sweepName(record)}-averages`,
    title: 'Averages over seeds',
    columns: columns.map((key) => ({ key, label: key, unit: unitOf(key) })),
    rows: rows.map((row: Row) => columns.map((column) => row[column] ?? null)),
    notes: [
      'Columns with Seed in their name: mean and 95 % interval over seeds (Student’s t on one value a seed).',
      'pooledWilson: 95 % interval of k of n, all seeds pooled; it says nothing of other seeds.',
    ],
  };
}

export function sweepProvenance(record: SweepRecord): Provenance {
  const { plan, command, backend, adapter, versions } = record;
  return {
    sweep: command,
    base: Object.entries(plan.base)
      .map(([key, value]) => `${key}=${value}`)
      .join(' '),
    runs: `${record.runs.length} of ${runsOf(plan).length}`,
    evaluation: `${plan.evaluate.episodes} episodes from seed ${plan.evaluate.seed}`,
    backend: adapter ? `${backend}, ${adapter}` : backend,
    ...versions,
  };
}

/** A file's name: the scene and what varies */
export function sweepName({ plan }: SweepRecord): string {
  const keys = Object.keys(plan.grid).filter((key) => key !== 'seed');
  return ['sweep', plan.base.scene ?? 'lift', ...keys].join('-').replaceAll('.', '-').toLowerCase();
}

function file(label: string, hint: string, name: string, type: string, write: () => string): SweepFile {
  return { label, hint, name, type, write };
}

function unitOf(key: string): string {
  if (key.startsWith('latency')) return 'ms';
  if (/^(success|pooledWilson)/.test(key)) return key === 'successes' ? 'episodes' : 'share';
  return key === 'episodes' ? 'episodes' : '';
}
