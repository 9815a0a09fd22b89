/** @file What the canvas shows, in words. */
import { useLabState } from '../LabContext.tsx';
import { sayNumber } from '../words.ts';

export function LiveStatusLine() {
  const status = useLabState((state) => state.liveStatus);
  const metric = useLabState((state) => state.scenes.find((scene) => scene.id === state.live.scene)?.metric);
  if (!status) return <p className="live-status">No episode yet.</p>;
  return (
    <p className="live-status" data-testid="live-status" data-poses={status.poses}>
      Episode {status.episode + 1} · {status.time.toFixed(1)} s · return {sayNumber(status.return)}
      {metric === 'success' && (
        <span className="outcome" data-success={status.hasSucceeded}>
          {status.hasSucceeded ? '✓ success' : 'not yet a success'}
        </span>
      )}
    </p>
  );
}
