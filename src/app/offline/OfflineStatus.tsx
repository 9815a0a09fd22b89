/** @file Whether the lab works without a network, how much of it is stored, and a newer version that waits. */
import { useStore } from 'zustand';
import type { Offline, OfflineState } from '../../lab/offline.ts';
import { useLab, useLabState } from '../LabContext.tsx';
import { sayBytes } from '../words.ts';

export function OfflineStatus() {
  const { offline } = useLab();
  return offline && <Status offline={offline} />;
}

function Status({ offline }: { offline: Offline }) {
  const state = useStore(offline.store);
  const isTraining = useLabState(({ run }) => run?.phase === 'training' || run?.phase === 'starting');
  return (
    <p className="offline-status" data-phase={state.phase} data-testid="offline-status">
      <span className="dot" aria-hidden="true" />
      <span>{sayState(state)}</span>
      {state.hasUpdate && isTraining && <span>· a new version waits for the run to end</span>}
      {state.hasUpdate && !isTraining && (
        <button type="button" className="quiet" onClick={() => void offline.update()}>
          Reload for the new version
        </button>
      )}
    </p>
  );
}

function sayState({ phase, storedBytes, totalBytes, isOnline, problem }: OfflineState): string {
  switch (phase) {
    case 'ready':
      return `${isOnline ? 'Ready offline' : 'Working offline'} · ${sayBytes(storedBytes)} stored`;
    case 'storing':
      return `Storing for offline use: ${sayBytes(storedBytes)} of ${sayBytes(totalBytes)}`;
    case 'pending':
      return isOnline ? 'Not stored for offline use yet' : 'Offline, and not stored yet: do not reload';
    case 'failed':
      return `Not stored for offline use: ${problem}. The next visit tries again.`;
    case 'absent':
      return 'This browser or address cannot store the lab for offline use.';
  }
}
