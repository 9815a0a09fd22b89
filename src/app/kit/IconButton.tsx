/** @file A button that is a picture, with its name in a tooltip and for screen readers. */
import type { ComponentProps, ReactNode } from 'react';
import { Tooltip } from './Tooltip.tsx';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label' | 'children'> {
  readonly label: string;
  readonly icon: ReactNode;
  /** Said in the tooltip in place of the label, such as the label with its shortcut */
  readonly hint?: ReactNode;
  /** For a button that stays pressed */
  readonly isPressed?: boolean;
}

export function IconButton({ label, icon, hint, isPressed, className = '', ...rest }: IconButtonProps) {
  return (
    <Tooltip text={hint ?? label}>
      <button
        type="button"
        aria-label={label}
        aria-pressed={isPressed}
        className={`icon-button ${className}`}
        {...rest}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
