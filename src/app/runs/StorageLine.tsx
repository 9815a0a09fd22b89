/** @file How much is kept, of how much there is, and how safely. */
import { bytesOf } from '../../lab/runs/runsState.ts';
import { sayCount } from '../words.ts';
import { saySize } from './runWords.ts';
import { useRuns } from './useRuns.ts';

export function StorageLine() {
  const runs = useRuns((state) => state.runs);
  const space = useRuns((state) => state.space);
  const storage = useRuns((state) => state.storage);
  const savingProblem = useRuns((state) => state.savingProblem);
  const kept = saySize(runs.reduce((sum, run) => sum + bytesOf(run), 0));
  const count = `${sayCount(runs.length)} ${runs.length === 1 ? 'run' : 'runs'}`;
  if (runs.length === 0) return null;
  return (
    <p className="faint storage-line">
      {count}, {kept} kept{space && space.quota > 0 && ` of about ${saySize(space.quota)}`} in this browser
      {space && !space.isPersistent && (
        <span title="The browser may clear it when the disk is nearly full. A downloaded file is yours for good.">
          , until it needs the space
        </span>
      )}
      {storage?.snapshots === 'database' && (
        <span title={storage.problem ?? undefined}>. Without a private file system, snapshots are in its database</span>
      )}
      {savingProblem && <strong className="storage-problem"> The run on the page is not being saved.</strong>}
    </p>
  );
}
