/** @file What is being done and how far it is, with a way to end it; or what went wrong. */
import { useLab } from '../LabContext.tsx';
import { sayWork } from './exportWords.ts';
import { useDeployment } from './useDeployment.ts';

export function WorkLine() {
  const { deployment } = useLab();
  const work = useDeployment((state) => state.work);
  const problem = useDeployment((state) => state.problem);
  if (work) {
    return (
      <div className="work-line">
        <p role="status">{sayWork(work)}</p>
        <progress
          aria-label="Share that is done"
          max={work.progress?.planned ?? 1}
          value={work.progress ? work.progress.done : undefined}
        />
        <button type="button" onClick={() => deployment.cancel()}>
          Cancel
        </button>
      </div>
    );
  }
  if (!problem) return null;
  return (
    <p className="problem-box" role="alert">
      {problem}
    </p>
  );
}
