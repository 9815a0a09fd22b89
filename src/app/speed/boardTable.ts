/** @file Every number of the board as one table: what is read on the page and what is written to CSV is one thing. */
import type { BoardLine } from '../../workers/board/protocol.ts';
import type { Cell, ChartTable } from '../charts/chartTable.ts';
import { backendNames } from '../words.ts';
import { contestantOf, networkNames, sayMillions } from './contestants.ts';

/** A line, by the contestant: median, spread and what else is known of it */
interface TableRow {
  readonly what: string;
  readonly key: string;
  readonly times: { readonly median: number; readonly p10: number; readonly p90: number } | null;
  /** How many times as long as the lab takes */
  readonly ratioToOurs?: number;
  readonly dispatches?: number;
  readonly uploadedBytes?: number;
  readonly kernels?: number;
  readonly note?: string;
}

const column = (key: string, label: string, unit: string) => ({ key, label, unit });

export function boardTable(lines: readonly BoardLine[]): ChartTable {
  return {
    name: 'speed',
    title: 'Speed on this machine',
    columns: [
      column('what', 'What', 'is measured'),
      column('who', 'Who', 'does it'),
      column('median', 'Median', 'ms'),
      column('p10', '10 %', 'ms'),
      column('p90', '90 %', 'ms'),
      column('ratioToOurs', 'Against the lab', 'times as long'),
      column('dispatches', 'Dispatches', 'a step'),
      column('uploadedBytes', 'Uploaded', 'bytes a step'),
      column('kernels', 'tfjs kernels', 'a step'),
      column('note', 'Note', ''),
    ],
    rows: lines
      .flatMap(rowsOf)
      .map((row): Cell[] => [
        row.what,
        contestantOf(row.key).name,
        row.times?.median ?? null,
        row.times?.p10 ?? null,
        row.times?.p90 ?? null,
        row.ratioToOurs ?? null,
        row.dispatches ?? null,
        row.uploadedBytes ?? null,
        row.kernels ?? null,
        row.note ?? null,
      ]),
    notes: [
      'What is compared took turns; the median is over turns, and a ratio is the median of ratios within a turn.',
    ],
  };
}

function rowsOf(line: BoardLine): TableRow[] {
  const what = sayLine(line);
  if ('skipped' in line) return [{ what, key: 'ours', times: null, note: line.skipped }];
  if (line.measurement === 'tsne') {
    return Object.entries(line.times).map(([points, times]) => ({
      what: `${what}, ${points} points`,
      key: 'tsne',
      times,
    }));
  }
  const measured = Object.entries(line.times).map(([key, times]): TableRow => {
    const compared = { what, key, times, ratioToOurs: line.ratioToOurs[key]?.median };
    if (line.measurement !== 'trainingStep') return compared;
    return {
      ...compared,
      dispatches: line.dispatchesPerStep?.[key],
      uploadedBytes: line.uploadedBytesPerStep?.[key],
      kernels: line.kernelsPerStep[key],
    };
  });
  const inARow = line.measurement === 'trainingStep' && line.inARow;
  const following = Object.entries(inARow ? inARow.times : {}).map(
    ([key, times]): TableRow => ({
      ...{ what: `${what}, ten in a row`, key, times },
      ratioToOurs: inARow ? inARow.ratioToOurs[key]?.median : undefined,
    }),
  );
  const leftOut = Object.entries(line.leftOut).map(([key, note]): TableRow => ({ what, key, times: null, note }));
  return [...measured, ...following, ...leftOut];
}

function sayLine(line: BoardLine): string {
  switch (line.measurement) {
    case 'trainingStep':
      return `Training step, ${backendNames[line.backend]}`;
    case 'latency':
      return `One chunk, ${networkNames[line.network] ?? line.network}, K = ${line.steps}`;
    case 'tsne':
      return 't-SNE iteration';
    case 'growth':
      return `Training step, ${backendNames[line.backend]}, batch ${line.batchSize}, hidden ${line.hiddenSize}, ${sayMillions(line.parameters)} parameters`;
  }
}
