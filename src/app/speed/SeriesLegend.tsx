/** @file Which line is whose. */
import { contestantOf } from './contestants.ts';

export function SeriesLegend({ keys }: { keys: readonly string[] }) {
  return (
    <ul className="speed-legend">
      {keys.map((key) => {
        const { name, color, dash, mark } = contestantOf(key);
        return (
          <li key={key}>
            <svg width="34" height="12" viewBox="-17 -6 34 12" aria-hidden="true">
              <path d="M-16 0h32" stroke={color} strokeWidth="2" strokeDasharray={dash} />
              <path d={mark} fill={color} />
            </svg>
            {name}
          </li>
        );
      })}
    </ul>
  );
}
