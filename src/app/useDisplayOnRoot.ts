/** @file Puts theme and mode on the page's root element, where the style sheets read them. */
import { useLayoutEffect } from 'react';
import { useDisplay } from './LabContext.tsx';

export function useDisplayOnRoot(): void {
  const theme = useDisplay((display) => display.theme);
  const mode = useDisplay((display) => display.mode);
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    if (theme === 'system') delete dataset.theme;
    else dataset.theme = theme;
    dataset.mode = mode;
  }, [theme, mode]);
}
