/** @file A chart's data as a table: what is read on the page, and what is written to CSV and JSON, is one thing. */

export type Cell = number | string | null;

export interface ChartTable {
  /** File name without its ending, such as `velocity-loss` */
  readonly name: string;
  readonly title: string;
  readonly columns: readonly {
    readonly key: string;
    readonly label: string;
    /** SI, or what the numbers are of */
    readonly unit: string;
  }[];
  readonly rows: readonly (readonly Cell[])[];
  /** What a reader must know to read the numbers rightly, one sentence each */
  readonly notes: readonly string[];
}

/** A cell as files say it: exact, so that reading it back gives the same number. */
export function writeCell(cell: Cell): string {
  return cell === null ? '' : String(cell);
}

/** At most so many rows, evenly taken, the first and the last among them. */
export function someRows(rows: ChartTable['rows'], most: number): ChartTable['rows'] {
  if (rows.length <= most) return rows;
  return Array.from({ length: most }, (_, i) => rows[Math.round((i * (rows.length - 1)) / (most - 1))]);
}
