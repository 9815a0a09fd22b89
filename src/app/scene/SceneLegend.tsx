/** @file On the scene: which episode this is, which robot is which, what an arrow or a line stands for. */
import { useLabFields, useLabState } from '../LabContext.tsx';
import { newtonsPerMetre } from './contactScale.ts';
import { metricOf, robotsOnStage, verdictOf } from './robotWords.ts';

const marks = { success: '✓', failure: '✗', ended: '■', running: '' } as const;

export function SceneLegend() {
  const status = useLabState((state) => state.liveStatus);
  const { policy, cast, showsContacts, showsJoints, showsCollisions } = useLabFields(({ live }) => ({
    policy: live.policy,
    cast: live.cast,
    showsContacts: live.showsContacts,
    showsJoints: live.showsJoints,
    showsCollisions: live.showsCollisions,
  }));
  const scene = useLabState((state) => state.scenes.find(({ id }) => id === state.live.scene));
  if (!scene) return null;
  const isGuest = policy.kind === 'bundle' || policy.kind === 'log';
  return (
    <>
      {status && (
        <p className="episode-badge" data-recorded={status.recorded}>
          {policy.kind === 'log' ? `Logged episode ${status.seed + 1}` : `Episode ${status.episode + 1}`}
          {status.recorded && ` · recorded, ${status.time.toFixed(2)} s`}
        </p>
      )}
      <ul className="scene-legend">
        {robotsOnStage(cast, status, policy).map(({ body, name, steps, outcome }) => (
          <li key={body} data-body={body} data-steps={steps}>
            <span className="swatch" aria-hidden="true" />
            {name}
            {!isGuest && (cast === 'both' || cast === 'before') && <span className="faint">{body}</span>}
            <span aria-hidden="true">{marks[verdictOf(outcome, metricOf(policy, scene.metric))]}</span>
          </li>
        ))}
        {showsContacts && (
          <li className="contact-legend">
            <span className="arrow-swatch" aria-hidden="true">
              ↑
            </span>
            {sayContacts(status?.contacts ?? null, newtonsPerMetre(scene.family))}
          </li>
        )}
        {showsJoints && <LineLegend kind="joint" text="joint axes" />}
        {showsCollisions && <LineLegend kind="collision" text="collision shapes" />}
      </ul>
    </>
  );
}

function LineLegend({ kind, text }: { kind: 'joint' | 'collision'; text: string }) {
  return (
    <li className="line-legend" data-kind={kind}>
      <span className="line-swatch" aria-hidden="true" />
      {text}
    </li>
  );
}

function sayContacts(count: number | null, scale: number): string {
  if (count === null) return 'Contacts: none measured here';
  return `${count} ${count === 1 ? 'contact' : 'contacts'} · 10 cm of arrow is ${scale / 10} N`;
}
