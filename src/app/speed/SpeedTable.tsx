/** @file The board's numbers, all of them. */
import { useMemo } from 'react';
import { Panel } from '../Panel.tsx';
import { sayCount, sayNumber } from '../words.ts';
import { boardTable } from './boardTable.ts';
import { SpeedFiles } from './SpeedFiles.tsx';
import { useBoard, useLines } from './useBoard.ts';

export function SpeedTable() {
  const lines = useLines();
  const report = useBoard((state) => state.report);
  const table = useMemo(() => boardTable(lines), [lines]);
  return (
    <Panel
      title="Numbers"
      className="speed-table-panel"
      actions={report && lines.length > 0 && <SpeedFiles report={report} />}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself, also by keyboard */}
      <section className="wide-scroll" tabIndex={0} aria-label="Speed on this machine, table">
        <table className="wide-table speed-table">
          <thead>
            <tr>
              {table.columns.map(({ key, label, unit }) => (
                <th key={key} scope="col">
                  {label} <span className="unit">{unit}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map(([what, who, ...numbers], row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows are added at the end, and never move
              <tr key={row}>
                <th scope="row">{what}</th>
                {[who, ...numbers].map((cell, i) => (
                  <td key={table.columns[i + 1].key}>{sayCell(cell)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {lines.length === 0 && <p className="help">Nothing was measured yet.</p>}
      </section>
    </Panel>
  );
}

function sayCell(cell: number | string | null): string {
  if (cell === null) return '–';
  if (typeof cell === 'string') return cell;
  return Number.isInteger(cell) ? sayCount(cell) : sayNumber(cell);
}
