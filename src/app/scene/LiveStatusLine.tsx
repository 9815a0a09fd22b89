/** @file How both robots stand in their episode, in words. */
import { useLabState } from '../LabContext.tsx';
import { metricOf, robotsOnStage, sayOutcome, verdictOf } from './robotWords.ts';

export function LiveStatusLine() {
  const status = useLabState((state) => state.liveStatus);
  const cast = useLabState((state) => state.live.cast);
  const metric = useLabState((state) => state.scenes.find((scene) => scene.id === state.live.scene)?.metric);
  const policy = useLabState((state) => state.live.policy);
  if (!status || !metric || policy.kind === 'none') return <p className="live-status">No episode yet.</p>;
  return (
    <p className="live-status" data-testid="live-status" data-poses={status.poses}>
      {robotsOnStage(cast, status, policy).map(({ body, name, outcome }) => (
        <span key={body} className="outcome" data-verdict={verdictOf(outcome, metricOf(policy, metric))}>
          {name}: {sayOutcome(outcome, metricOf(policy, metric))}
        </span>
      ))}
    </p>
  );
}
