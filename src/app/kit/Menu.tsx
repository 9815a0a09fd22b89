/** @file A button that opens a list of things to do. */
import { Menu as Base } from '@base-ui/react/menu';
import type { ReactElement, ReactNode } from 'react';

export interface MenuItem {
  readonly label: string;
  readonly icon?: ReactNode;
  onSelect(): void;
  readonly isDisabled?: boolean;
  readonly isDangerous?: boolean;
  /** Said after the label, faintly: a shortcut, a size */
  readonly hint?: string;
}

export interface MenuProps {
  /** The button, such as `<IconButton …/>` or `<button>…</button>` */
  readonly trigger: ReactElement;
  readonly items: readonly (MenuItem | 'separator')[];
  readonly align?: 'start' | 'center' | 'end';
}

export function Menu({ trigger, items, align = 'start' }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className="popup-positioner" sideOffset={6} align={align}>
          <Base.Popup className="menu">
            {items.map((item, index) =>
              item === 'separator' ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: separators have no other name
                <Base.Separator key={index} className="menu-separator" />
              ) : (
                <Base.Item
                  key={item.label}
                  className="menu-item"
                  data-danger={item.isDangerous || undefined}
                  disabled={item.isDisabled}
                  onClick={() => item.onSelect()}
                >
                  {item.icon}
                  <span>{item.label}</span>
                  {item.hint && <span className="menu-hint">{item.hint}</span>}
                </Base.Item>
              ),
            )}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
