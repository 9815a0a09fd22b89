/** @file A window above the page: it traps the focus, closes on Escape, and gives the focus back. */
import { Dialog as Base } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import { CloseIcon } from './icons.tsx';

export interface DialogProps {
  readonly isOpen: boolean;
  onClose(): void;
  readonly title: string;
  /** One sentence under the title */
  readonly description?: ReactNode;
  /** Buttons below the content, which scrolls while they stay */
  readonly footer?: ReactNode;
  readonly size?: 'small' | 'medium' | 'large';
  readonly className?: string;
  readonly children: ReactNode;
}

export function Dialog(props: DialogProps) {
  const { isOpen, onClose, title, description, footer, size = 'medium', className = '', children } = props;
  return (
    <Base.Root open={isOpen} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="backdrop" />
        <Base.Popup className={`dialog ${className}`} data-size={size}>
          <header className="dialog-header">
            <Base.Title className="dialog-title">{title}</Base.Title>
            {/* It has the focus first: a tooltip here would take the first Escape for itself. */}
            <Base.Close className="icon-button" aria-label="Close">
              <CloseIcon />
            </Base.Close>
          </header>
          {description && <Base.Description className="dialog-description">{description}</Base.Description>}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
          <section className="dialog-body" tabIndex={0} aria-label={title}>
            {children}
          </section>
          {footer && <footer className="dialog-footer">{footer}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
