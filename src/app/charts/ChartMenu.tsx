/** @file What can be done with a chart: read its data, save it as a picture, as CSV or as JSON. */
import { type RefObject, useState } from 'react';
import { versions } from '../../lab/versions.ts';
import { IconButton } from '../kit/IconButton.tsx';
import { MoreIcon } from '../kit/icons.tsx';
import { Menu } from '../kit/Menu.tsx';
import { useLab } from '../LabContext.tsx';
import type { ChartTable } from './chartTable.ts';
import { DataDialog } from './DataDialog.tsx';
import { drawPicture } from './export/drawPicture.ts';
import { type Provenance, provenanceOf } from './export/provenance.ts';
import { saveFile } from './export/saveFile.ts';
import { writeCsv, writeJson } from './export/writeTable.ts';

export interface ChartMenuProps {
  /** The chart's title */
  readonly name: string;
  /** The data as it is now; made only when it is asked for */
  table(): ChartTable;
  /** The figure that holds the chart's drawing */
  readonly figure: RefObject<HTMLElement | null>;
  /** What the drawing's colours mean, where that is not said inside it */
  readonly legend?: readonly { readonly name: string; readonly color: string }[];
  /** Where the numbers come from, if not from the run on the page */
  provenance?(): Provenance;
}

export function ChartMenu({ name, table, figure, legend = [], provenance }: ChartMenuProps) {
  const lab = useLab();
  const [shown, setShown] = useState<ChartTable | null>(null);
  const origin = () => {
    if (provenance) return provenance();
    const { runs, activeId } = lab.runs.store.getState();
    const kept = runs.find(({ id }) => id === activeId) ?? null;
    return provenanceOf(lab.state, kept, versions, new Date());
  };
  const savePicture = async () => {
    const svg = figure.current?.querySelector('svg');
    if (!svg) throw new Error(`${name}: there is nothing drawn yet to make a picture of.`);
    const summary = figure.current?.querySelector('figcaption')?.textContent ?? '';
    saveFile(`${table().name}.png`, await drawPicture(svg, { title: name, summary, legend, provenance: origin() }));
  };
  const saveText = (ending: 'csv' | 'json', write: typeof writeCsv) => {
    const data = table();
    const type = ending === 'csv' ? 'text/csv' : 'application/json';
    saveFile(`${data.name}.${ending}`, new Blob([write(data, origin())], { type: `${type};charset=utf-8` }));
    lab.office.announce(`${data.title}: ${data.rows.length} rows saved as ${ending.toUpperCase()}.`);
  };
  return (
    <>
      <Menu
        align="end"
        trigger={<IconButton label={`${name}: data and files`} icon={<MoreIcon />} />}
        items={[
          { label: 'Data table', onSelect: () => setShown(table()) },
          'separator',
          { label: 'Save picture', hint: 'PNG', onSelect: () => void lab.office.attempt(savePicture()) },
          { label: 'Save data', hint: 'CSV', onSelect: () => saveText('csv', writeCsv) },
          { label: 'Save metrics', hint: 'JSON', onSelect: () => saveText('json', writeJson) },
        ]}
      />
      {shown && <DataDialog table={shown} onSaveCsv={() => saveText('csv', writeCsv)} onClose={() => setShown(null)} />}
    </>
  );
}
