/** @file The board's lines, taken home: copied or saved as the command line prints them, or as a table. */
import type { BoardReport } from '../../lab/board/boardState.ts';
import { saveFile } from '../charts/export/saveFile.ts';
import { writeCsv } from '../charts/export/writeTable.ts';
import { Menu } from '../kit/Menu.tsx';
import { useLab } from '../LabContext.tsx';
import { boardTable } from './boardTable.ts';

export function SpeedFiles({ report }: { report: BoardReport }) {
  const { office } = useLab();
  const save = (name: string, type: string, text: string) => {
    saveFile(name, new Blob([text], { type: `${type};charset=utf-8` }));
    office.announce(`${name} was saved.`);
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(writeLines(report));
      office.announce('The lines were copied.');
    } catch {
      // Frames and insecure pages may not write to the clipboard.
      office.notify('The browser refused to copy. Save the lines as a file instead.');
    }
  };
  return (
    <Menu
      align="end"
      trigger={<button type="button">Copy or save</button>}
      items={[
        { label: 'Copy lines', hint: 'JSON', onSelect: () => void copy() },
        {
          label: 'Save lines',
          hint: 'JSON',
          onSelect: () => save('speed.jsonl', 'application/jsonl', writeLines(report)),
        },
        {
          label: 'Save table',
          hint: 'CSV',
          onSelect: () => save('speed.csv', 'text/csv', writeCsv(boardTable(report.lines), provenanceOf(report))),
        },
      ]}
    />
  );
}

/** One JSON object a line and the machine last, as `npm run lab -- bench` prints them. */
export function writeLines({ lines, machine }: BoardReport): string {
  return [...lines, { machine }].map((line) => `${JSON.stringify(line)}\n`).join('');
}

function provenanceOf({ machine: { versions, cores, rounds, ...machine } }: BoardReport): Record<string, string> {
  return { ...machine, cores: String(cores), rounds: String(rounds), ...versions };
}
