/** @file One of a few names. */
import type { ControlProps } from './NumberControl.tsx';

export interface ChoiceControlProps extends ControlProps {
  readonly choices: readonly string[];
  /** What to call a choice; the choice itself where absent */
  nameOf?(choice: string): string;
}

export function ChoiceControl({ id, text, describedBy, isInvalid, choices, nameOf, onChange }: ChoiceControlProps) {
  // What was asked for stays to be seen, even where it is not one of the choices.
  const shown = choices.includes(text) ? choices : [text, ...choices];
  return (
    <select
      id={id}
      value={text}
      aria-describedby={describedBy || undefined}
      aria-invalid={isInvalid || undefined}
      onChange={(event) => onChange(event.target.value)}
    >
      {shown.map((choice) => (
        <option key={choice} value={choice}>
          {nameOf?.(choice) ?? choice}
        </option>
      ))}
    </select>
  );
}
