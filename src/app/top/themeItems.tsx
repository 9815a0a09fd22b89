/** @file The three themes, as items of a menu. */
import type { ReactNode } from 'react';
import type { Theme } from '../../lab/display.ts';
import { MoonIcon, ScreenIcon, SunIcon } from '../kit/icons.tsx';
import type { MenuItem } from '../kit/Menu.tsx';
import { useDisplay, useLab } from '../LabContext.tsx';

const themes: readonly { readonly theme: Theme; readonly label: string; readonly icon: ReactNode }[] = [
  { theme: 'system', label: 'Theme of the system', icon: <ScreenIcon /> },
  { theme: 'light', label: 'Light', icon: <SunIcon /> },
  { theme: 'dark', label: 'Dark', icon: <MoonIcon /> },
];

export function useThemeItems(): { readonly icon: ReactNode; readonly items: readonly MenuItem[] } {
  const lab = useLab();
  const current = useDisplay((display) => display.theme);
  const items = themes.map(({ theme, label, icon }) => ({
    label,
    icon,
    hint: theme === current ? 'now' : undefined,
    onSelect: () => lab.display.setTheme(theme),
  }));
  return { icon: themes.find(({ theme }) => theme === current)!.icon, items };
}
