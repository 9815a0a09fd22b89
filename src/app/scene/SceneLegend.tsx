/** @file On the scene: which episode this is, which robot is which, what an arrow stands for. */
import { useLabFields, useLabState } from '../LabContext.tsx';
import { saySteps } from '../words.ts';
import { newtonsPerMetre } from './contactScale.ts';
import { robotsOnStage, verdictOf } from './robotWords.ts';

const marks = { success: '✓', failure: '✗', ended: '■', running: '' } as const;

export function SceneLegend() {
  const status = useLabState((state) => state.liveStatus);
  const { cast, showsContacts } = useLabFields(({ live: { cast, showsContacts } }) => ({ cast, showsContacts }));
  const scene = useLabState((state) => state.scenes.find(({ id }) => id === state.live.scene));
  if (!scene) return null;
  return (
    <>
      {status && (
        <p className="episode-badge" data-recorded={status.recorded}>
          Episode {status.episode + 1}
          {status.recorded && ` · recorded, ${status.time.toFixed(2)} s`}
        </p>
      )}
      <ul className="scene-legend">
        {robotsOnStage(cast, status).map(({ body, steps, outcome }) => (
          <li key={body} data-body={body} data-steps={steps}>
            <span className="swatch" aria-hidden="true" />
            {saySteps(steps)}
            {cast === 'both' && <span className="faint">{body}</span>}
            <span aria-hidden="true">{marks[verdictOf(outcome, scene.metric)]}</span>
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
      </ul>
    </>
  );
}

function sayContacts(count: number | null, scale: number): string {
  if (count === null) return 'Contacts: none measured here';
  return `${count} ${count === 1 ? 'contact' : 'contacts'} · 10 cm of arrow is ${scale / 10} N`;
}
