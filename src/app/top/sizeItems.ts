/** @file The sizes of type, as items of a menu. */
import { shownSize, type TypeSize } from '../../lab/display.ts';
import type { MenuItem } from '../kit/Menu.tsx';
import { useDisplay, useLab } from '../LabContext.tsx';

const names: readonly { readonly size: TypeSize; readonly label: string }[] = [
  { size: 'normal', label: 'Usual type' },
  { size: 'large', label: 'Large type' },
  { size: 'huge', label: 'Huge type, for a projector' },
];

export function useSizeItems(): readonly MenuItem[] {
  const lab = useLab();
  const current = useDisplay(shownSize);
  return names.map(({ size, label }) => ({
    label,
    hint: size === current ? 'now' : undefined,
    onSelect: () => lab.display.setSize(size),
  }));
}
