/** @file Asks before a run goes on where its numbers may come out differently. */
import { Dialog } from '../kit/Dialog.tsx';
import { backendNames } from '../words.ts';
import { useRuns, useShelf } from './useRuns.ts';

export default function ResumeDialog() {
  const shelf = useShelf();
  const question = useRuns((state) => state.question);
  if (!question) return null;
  const { run, differences, exactBackend } = question;
  return (
    <Dialog
      isOpen
      onClose={() => void shelf.answer('not')}
      title={`Resume “${run.name}”?`}
      description="It was made with something else than this page has now. It can go on, but not bit for bit as it would have."
      size="small"
      footer={
        <>
          <button type="button" onClick={() => void shelf.answer('not')}>
            Cancel
          </button>
          <button type="button" className={exactBackend ? '' : 'primary'} onClick={() => void shelf.answer('anyway')}>
            Resume anyway
          </button>
          {exactBackend && (
            <button type="button" className="primary" onClick={() => void shelf.answer('exactly')}>
              Switch to {backendNames[exactBackend]}, exact
            </button>
          )}
        </>
      }
    >
      <table className="resume-table">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Then</th>
            <th scope="col">Now</th>
          </tr>
        </thead>
        <tbody>
          {differences.map(({ what, before, now }) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td>{before}</td>
              <td>{now}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
