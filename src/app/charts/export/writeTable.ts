/** @file A chart's table as CSV and as JSON, with its provenance. Both hold the numbers exactly as they were recorded. */
import type { ChartTable } from '../chartTable.ts';
import { writeCell } from '../chartTable.ts';
import type { Provenance } from './provenance.ts';

/**
 * RFC 4180, below lines that begin with `#`: provenance, units and notes. pandas reads it with `comment='#'`.
 * NaN, Infinity and -Infinity stand as those words; nothing stands for what was not measured.
 */
export function writeCsv(table: ChartTable, provenance: Provenance): string {
  const comments = [
    table.title,
    ...Object.entries(provenance).map(([key, value]) => `${key}: ${value}`),
    ...table.columns.map(({ key, label, unit }) => `column ${key}: ${label}, ${unit}`),
    ...table.notes,
  ];
  const lines = [
    ...comments.map((comment) => `# ${comment.replace(/[\r\n]+/g, ' ')}`),
    table.columns.map(({ key }) => key).join(','),
    ...table.rows.map((row) => row.map((cell) => quoted(writeCell(cell))).join(',')),
  ];
  return `${lines.join('\r\n')}\r\n`;
}

const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Rows as objects; JSON has no word for NaN and the infinities, so they stand as text. */
export function writeJson(table: ChartTable, provenance: Provenance): string {
  const { title, columns, notes } = table;
  const rows = table.rows.map((row) =>
    Object.fromEntries(columns.map(({ key }, i) => [key, isUnsayable(row[i]) ? String(row[i]) : row[i]])),
  );
  return `${JSON.stringify({ title, provenance, columns, notes, rows }, null, 1)}\n`;
}

const isUnsayable = (cell: unknown) => typeof cell === 'number' && !Number.isFinite(cell);
