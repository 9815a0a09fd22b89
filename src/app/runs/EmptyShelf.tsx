/** @file What the shelf says while nothing is on it. */
import { useLab } from '../LabContext.tsx';
import { OpenFileButton } from './OpenFileButton.tsx';

export function EmptyShelf() {
  const lab = useLab();
  return (
    <div className="runs-empty">
      <svg viewBox="0 0 220 90" aria-hidden="true">
        <path className="empty-axis" d="M14 6v70h196" />
        <path className="empty-curve" d="M14 14c26 44 52 52 92 55s72 2 104 2" style={{ color: 'var(--run-0)' }} />
        <path className="empty-curve" d="M14 22c30 34 60 36 96 38s68 1 100 1" style={{ color: 'var(--run-1)' }} />
        <path className="empty-curve" d="M14 10c18 26 44 33 84 35s76 2 112 0" style={{ color: 'var(--run-2)' }} />
      </svg>
      <h3>Every run is kept here, by itself</h3>
      <p>
        Train once, and its settings, curves and weights stay in this browser: to go on with tomorrow, to compare with
        the next one, or to download as one file.
      </p>
      <div className="runs-empty-actions">
        <button type="button" className="primary" onClick={() => lab.display.setView('lab')}>
          Go and train one
        </button>
        <OpenFileButton />
      </div>
    </div>
  );
}
