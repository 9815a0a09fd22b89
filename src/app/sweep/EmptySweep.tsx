/** @file What the view says before the first sweep. */
import { useLab } from '../LabContext.tsx';
import type { OfferedFile } from '../runs/useFileDrop.ts';
import { OpenRecordButton } from './OpenRecordButton.tsx';

export function EmptySweep({ onFiles }: { onFiles(files: readonly OfferedFile[]): void }) {
  const { sweep, office } = useLab();
  return (
    <div className="sweep-empty">
      <svg viewBox="0 0 220 100" aria-hidden="true">
        <path className="empty-axis" d="M18 8v76h194" />
        <path className="empty-many" d="M34 30L86 20L138 17L194 18" />
        <path className="empty-one" d="M34 70L86 44L138 26L194 24" />
        <path className="empty-one-bars" d="M34 58v22M86 32v24M138 20v14M194 18v14" />
      </svg>
      <h3>One run shows what can happen; a sweep, how often</h3>
      <p>
        A sweep trains the lab’s experiment over a grid of values, with several seeds each, and draws success with 1
        step and with more against what varies. Every run is kept under Runs like any other.
      </p>
      <div className="sweep-empty-actions">
        <button type="button" className="primary" onClick={() => void office.attempt(sweep.showExample())}>
          Show an example
        </button>
        <OpenRecordButton onFiles={onFiles} />
      </div>
    </div>
  );
}
