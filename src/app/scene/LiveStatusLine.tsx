/** @file How both robots stand in their episode, in words. */
import { useLabState } from '../LabContext.tsx';
import { saySteps } from '../words.ts';
import { robotsOnStage, sayOutcome, verdictOf } from './robotWords.ts';

export function LiveStatusLine() {
  const status = useLabState((state) => state.liveStatus);
  const cast = useLabState((state) => state.live.cast);
  const metric = useLabState((state) => state.scenes.find((scene) => scene.id === state.live.scene)?.metric);
  if (!status || !metric) return <p className="live-status">No episode yet.</p>;
  return (
    <p className="live-status" data-testid="live-status" data-poses={status.poses}>
      {robotsOnStage(cast, status).map(({ body, steps, outcome }) => (
        <span key={body} className="outcome" data-verdict={verdictOf(outcome, metric)}>
          {saySteps(steps)}: {sayOutcome(outcome, metric)}
        </span>
      ))}
    </p>
  );
}
