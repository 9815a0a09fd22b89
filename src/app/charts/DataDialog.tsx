/** @file A chart's data as a table that can be read row by row. */
import { Dialog } from '../kit/Dialog.tsx';
import { sayCount } from '../words.ts';
import { type Cell, type ChartTable, someRows } from './chartTable.ts';

const mostRows = 200;

interface DataDialogProps {
  readonly table: ChartTable;
  onSaveCsv(): void;
  onClose(): void;
}

export function DataDialog({ table, onSaveCsv, onClose }: DataDialogProps) {
  const { title, columns, rows, notes } = table;
  const shown = someRows(rows, mostRows);
  const count =
    shown.length < rows.length
      ? `${shown.length} of ${sayCount(rows.length)} rows, evenly taken; the CSV file has them all.`
      : `${sayCount(rows.length)} rows, as they stood when this window was opened.`;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      description={[count, ...notes].join(' ')}
      size="large"
      footer={
        <button type="button" onClick={onSaveCsv}>
          Save all as CSV
        </button>
      }
    >
      <table className="data-table">
        <caption className="visually-hidden">{title}</caption>
        <thead>
          <tr>
            {columns.map(({ key, label, unit }) => (
              <th scope="col" key={key}>
                {label} <span className="unit">{unit}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(([first, ...rest], i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows are fixed while the window is open
            <tr key={i}>
              <th scope="row">{sayCell(first)}</th>
              {rest.map((cell, column) => (
                <td key={columns[column + 1].key}>{sayCell(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p className="help">Nothing was recorded yet. Press Train.</p>}
    </Dialog>
  );
}

/** Up to nine digits for the eye; files have them all. */
function sayCell(cell: Cell): string {
  if (cell === null) return '–';
  if (typeof cell === 'string' || Number.isInteger(cell) || !Number.isFinite(cell)) return String(cell);
  return String(Number(cell.toPrecision(9)));
}
