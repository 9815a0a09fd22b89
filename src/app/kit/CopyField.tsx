/** @file Copies a text, and says whether that worked; where it did not, the text is there to be copied by hand. */
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { CopyIcon } from './icons.tsx';

const thanksMilliseconds = 2500;

interface CopyFieldProps {
  readonly label: string;
  readonly text: string;
  /** On the button: `Copy link` */
  readonly copyLabel: string;
  readonly rows?: number;
  readonly help?: ReactNode;
}

/** A text in a field of its own, with a button that copies it. */
export function CopyField({ label, text, copyLabel, rows = 1, help }: CopyFieldProps) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null);
  useEffect(() => {
    if (outcome !== 'copied') return;
    const timer = setTimeout(() => setOutcome(null), thanksMilliseconds);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
    } catch {
      // Frames and insecure pages may not write to the clipboard; a selected text can still be copied.
      field.current?.focus();
      field.current?.select();
      setOutcome('refused');
    }
  };
  return (
    <div className="copy-field">
      <label htmlFor={id}>{label}</label>
      <div className="copy-line">
        <textarea
          id={id}
          ref={field}
          readOnly
          rows={rows}
          value={text}
          spellCheck={false}
          onFocus={(event) => event.target.select()}
        />
        <button type="button" onClick={copy}>
          <CopyIcon /> {outcome === 'copied' ? 'Copied' : copyLabel}
        </button>
      </div>
      <output className="help">
        {outcome === 'refused' ? 'The browser refused to copy. The text is selected: press Ctrl+C or ⌘C.' : help}
      </output>
    </div>
  );
}
