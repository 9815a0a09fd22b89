/** @file A text of the sweep's form, with what it takes and what is wrong with it. */
import { useId } from 'react';

interface SweepFieldProps {
  readonly label: string;
  readonly help: string;
  readonly text: string;
  readonly problem?: string;
  onChange(text: string): void;
}

export function SweepField({ label, help, text, problem, onChange }: SweepFieldProps) {
  const id = useId();
  return (
    <div className="field" data-invalid={problem ? true : undefined}>
      <div className="field-heading">
        <label htmlFor={id}>{label}</label>
      </div>
      <input
        id={id}
        type="text"
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        value={text}
        aria-describedby={problem ? `${id}-help ${id}-problem` : `${id}-help`}
        aria-invalid={problem ? true : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      <p className="help" id={`${id}-help`}>
        {help}
      </p>
      {problem && (
        <p className="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}
