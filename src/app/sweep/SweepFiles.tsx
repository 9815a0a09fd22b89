/** @file What can be done with a sweep: read its numbers, save them, or take its plan to a terminal. */
import { useState } from 'react';
import type { SweepRecord } from '../../core/experiment/sweep/record.ts';
import { DataDialog } from '../charts/DataDialog.tsx';
import { saveFile } from '../charts/export/saveFile.ts';
import { Menu } from '../kit/Menu.tsx';
import { useLab } from '../LabContext.tsx';
import { averagesChartTable, type SweepFile, sweepFiles } from './sweepFiles.ts';

export function SweepFiles({ record }: { record: SweepRecord }) {
  const { office } = useLab();
  const [isRead, setRead] = useState(false);
  const files = sweepFiles(record);
  const save = ({ name, type, write }: SweepFile) => {
    saveFile(name, new Blob([write()], { type: `${type};charset=utf-8` }));
    office.announce(`${name} was saved.`);
  };
  return (
    <>
      <Menu
        align="end"
        trigger={<button type="button">Download</button>}
        items={[
          { label: 'Data table', onSelect: () => setRead(true) },
          'separator',
          ...files.map((file) => ({ label: file.label, hint: file.hint, onSelect: () => save(file) })),
        ]}
      />
      {isRead && (
        <DataDialog
          table={averagesChartTable(record)}
          onSaveCsv={() => save(files[1])}
          onClose={() => setRead(false)}
        />
      )}
    </>
  );
}
