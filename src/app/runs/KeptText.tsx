/** @file A text that is kept when it is left, or on Enter; Escape brings back what was kept. */
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { nameLimit, noteLimit } from '../../core/experiment/keptRun.ts';

interface KeptTextProps {
  readonly label: string;
  readonly text: string;
  /** Several lines, where Enter begins another */
  readonly isLong?: boolean;
  readonly isDisabled?: boolean;
  onKeep(text: string): void;
}

export function KeptText({ label, text, isLong = false, isDisabled = false, onKeep }: KeptTextProps) {
  const [typed, setTyped] = useState(text);
  const id = useId();
  useEffect(() => setTyped(text), [text]);
  const common = {
    id,
    value: typed,
    disabled: isDisabled,
    maxLength: isLong ? noteLimit : nameLimit,
    onChange: (event: { target: { value: string } }) => setTyped(event.target.value),
    onBlur: () => typed !== text && onKeep(typed),
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (event.key === 'Enter' && !isLong) onKeep(typed);
      if (event.key === 'Escape' && typed !== text) {
        event.stopPropagation();
        setTyped(text);
      }
    },
  };
  return (
    <div className="kept-text">
      <label htmlFor={id}>{label}</label>
      {isLong ? (
        <textarea {...common} rows={2} placeholder="What you wanted to see, what you saw" />
      ) : (
        <input {...common} type="text" />
      )}
    </div>
  );
}
