/** @file A question that must be answered before anything else: yes, or not. */
import { AlertDialog } from '@base-ui/react/alert-dialog';
import type { ReactNode } from 'react';

export interface ConfirmDialogProps {
  readonly isOpen: boolean;
  /** Called on Escape and Cancel, and after `onConfirm` */
  onClose(): void;
  onConfirm(): void;
  readonly title: string;
  /** What will happen, and what is kept */
  readonly children: ReactNode;
  /** A verb: `Delete run` */
  readonly confirmLabel: string;
  readonly isDangerous?: boolean;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { isOpen, onClose, onConfirm, title, children, confirmLabel, isDangerous = false } = props;
  return (
    <AlertDialog.Root open={isOpen} onOpenChange={(next) => !next && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="backdrop" />
        <AlertDialog.Popup className="dialog" data-size="small">
          <header className="dialog-header">
            <AlertDialog.Title className="dialog-title">{title}</AlertDialog.Title>
          </header>
          <AlertDialog.Description className="dialog-body" render={<div />}>
            {children}
          </AlertDialog.Description>
          <footer className="dialog-footer">
            <AlertDialog.Close>Cancel</AlertDialog.Close>
            <button
              type="button"
              className={isDangerous ? 'danger' : 'primary'}
              onClick={() => {
                onConfirm();
                onClose();
              }}
            >
              {confirmLabel}
            </button>
          </footer>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
