/** @file What the points are coloured by, and what the colours mean. */
import { sayNumber } from '../words.ts';
import { phaseColors } from './phaseColors.ts';
import type { ChosenColoring } from './useColoring.ts';

export function ColorPicker({ dimensions, chosen, choose }: ChosenColoring) {
  return (
    <select
      className="quiet"
      aria-label="Colour the points by"
      value={chosen ?? 'phase'}
      onChange={(event) => choose(event.target.value === 'phase' ? null : Number(event.target.value))}
    >
      <option value="phase">Phase of the episode</option>
      {dimensions.map(({ index, name }) => (
        <option key={index} value={index}>
          {name}
        </option>
      ))}
    </select>
  );
}

/** The ramp between its two numbers, in the units of the observation; or from the start to the end of an episode. */
export function RampLegend({ chosen, coloring }: ChosenColoring) {
  return (
    <p className="ramp-legend">
      {chosen === null ? 'start of episode' : sayNumber(coloring.low)}
      <span className="ramp" aria-hidden="true">
        {phaseColors.map((color) => (
          <span key={color} style={{ background: color }} />
        ))}
      </span>
      {chosen === null ? 'end' : sayNumber(coloring.high)}
    </p>
  );
}
