/** @file What is shown: one's own sweep, an example, or a file, and who made it. */

import { runsOf } from '../../core/experiment/sweep/plan.ts';
import type { SweepRecord } from '../../core/experiment/sweep/record.ts';
import { useLab, useLabState } from '../LabContext.tsx';
import type { OfferedFile } from '../runs/useFileDrop.ts';
import { OpenRecordButton } from './OpenRecordButton.tsx';
import { SweepFiles } from './SweepFiles.tsx';
import { useSweep } from './useSweep.ts';

interface SweepHeadingProps {
  readonly record: SweepRecord;
  onFiles(files: readonly OfferedFile[]): void;
}

export function SweepHeading({ record, onFiles }: SweepHeadingProps) {
  const { sweep } = useLab();
  const opened = useSweep((state) => state.opened);
  const scene = useLabState((state) => {
    const id = record.plan.base.scene ?? 'lift';
    return state.scenes.find((candidate) => candidate.id === id)?.title ?? String(id);
  });
  const planned = runsOf(record.plan).length;
  const done = record.runs.length;
  const what = opened ? (opened.kind === 'example' ? 'Example' : opened.name) : 'Your sweep';
  return (
    <header className="sweep-heading" data-opened={opened ? true : undefined}>
      <p>
        <strong>{what}</strong> <span className="faint">{scene}, </span>
        <span className="faint">
          {done < planned ? `${done} of ${planned} runs` : planned === 1 ? '1 run' : `${planned} runs`},{' '}
          {record.backend}
          {opened && record.command ? `, made by ` : ''}
        </span>
        {opened && <code>{record.command}</code>}
      </p>
      <div className="sweep-heading-actions">
        {opened && (
          <button type="button" onClick={() => sweep.closeOpened()}>
            Close it
          </button>
        )}
        <OpenRecordButton onFiles={onFiles} />
        <SweepFiles record={record} />
      </div>
    </header>
  );
}
