/** @file A number as text, so that nothing typed is lost, and as a slider. */
import type { NumberSetting } from '../../core/experiment/settings.ts';
import { hasSlider, positionOf, sliderNotches, valueAt } from './sliderScale.ts';

export interface ControlProps {
  readonly id: string;
  readonly text: string;
  readonly describedBy: string;
  readonly isInvalid: boolean;
  onChange(text: string): void;
}

export function NumberControl({
  setting,
  id,
  text,
  describedBy,
  isInvalid,
  onChange,
}: ControlProps & { setting: NumberSetting }) {
  const value = isInvalid ? setting.default : Number(text);
  return (
    <div className="number-control">
      {/* A number input drops what it cannot read; a text input keeps it for correction. */}
      <input
        id={id}
        type="text"
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        value={text}
        aria-describedby={describedBy}
        aria-invalid={isInvalid || undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {hasSlider(setting) && (
        <input
          type="range"
          min={0}
          max={sliderNotches}
          value={positionOf(setting, value)}
          aria-label={`${setting.label}, slider`}
          aria-valuetext={`${value} ${setting.unit ?? ''}`.trim()}
          onChange={(event) => onChange(String(valueAt(setting, event.target.valueAsNumber)))}
        />
      )}
    </div>
  );
}
