/** @file The sets that a person brought, with what each holds. */
import type { OwnSet } from '../../lab/ownSets.ts';
import { useLab } from '../LabContext.tsx';
import { sayBytes, sayCount } from '../words.ts';

export function OwnSetList({ sets }: { sets: readonly OwnSet[] }) {
  const lab = useLab();
  return (
    <section className="own-sets" aria-labelledby="own-sets-title">
      <h3 id="own-sets-title">In this browser</h3>
      <ul>
        {sets.map(({ id, fileName, scene, summary, bytes }) => (
          <li key={id}>
            <span className="own-set-name">{fileName}</span>
            <span className="faint">
              {scene} · {sayCount(summary.episodes)} {summary.episodes === 1 ? 'episode' : 'episodes'} ·{' '}
              {sayBytes(bytes)}
            </span>
            <button
              type="button"
              className="quiet"
              aria-label={`Remove ${fileName}`}
              onClick={() => void lab.office.attempt(lab.data.remove(id))}
            >
              Remove
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
