/** @file One of a few choices, all to be seen: native radio buttons that look like one control. */
import { type ReactNode, useId } from 'react';

export interface SegmentedProps<Value extends string | number> {
  /** What is chosen, for screen readers */
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: ReactNode; readonly isDisabled?: boolean }[];
  readonly value: Value;
  onChange(value: NoInfer<Value>): void;
  readonly isDisabled?: boolean;
}

export function Segmented<Value extends string | number>(props: SegmentedProps<Value>) {
  const { label, options, value, onChange, isDisabled = false } = props;
  const name = useId();
  return (
    <fieldset className="segmented" disabled={isDisabled}>
      <legend className="visually-hidden">{label}</legend>
      {options.map((option) => (
        <label key={option.value} data-value={option.value}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            disabled={option.isDisabled}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
