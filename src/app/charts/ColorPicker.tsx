/** @file What the points are coloured by, and what the colours mean. */
import { sayNumber } from '../words.ts';
import type { ColorCode, Coloring } from './coloring.ts';
import { phaseColors } from './phaseColors.ts';

interface ColorPickerProps {
  readonly codes: readonly ColorCode[];
  readonly code: ColorCode;
  choose(id: string): void;
}

export function ColorPicker({ codes, code, choose }: ColorPickerProps) {
  const groups = [...new Set(codes.map(({ group }) => group))];
  return (
    <select
      className="quiet"
      aria-label="Colour the points by"
      value={code.id}
      onChange={(event) => choose(event.target.value)}
    >
      {groups.map((group) => {
        const options = codes.filter((one) => one.group === group);
        const items = options.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ));
        return group === 'Task' ? (
          items
        ) : (
          <optgroup key={group} label={group}>
            {items}
          </optgroup>
        );
      })}
    </select>
  );
}

interface RampLegendProps {
  readonly code: ColorCode;
  readonly coloring: Pick<Coloring, 'low' | 'high'>;
}

/** The ramp between its two numbers, in the units of what was measured; or from an episode's start to its end. */
export function RampLegend({ code, coloring }: RampLegendProps) {
  const say = (value: number) => (Number.isFinite(value) ? sayNumber(value) : '–');
  return (
    <p className="ramp-legend">
      {code.isMeasured ? say(coloring.low) : 'start'}
      <span className="ramp" aria-hidden="true">
        {phaseColors.map((color) => (
          <span key={color} style={{ background: color }} />
        ))}
      </span>
      {code.isMeasured ? say(coloring.high) : 'end'}
    </p>
  );
}
