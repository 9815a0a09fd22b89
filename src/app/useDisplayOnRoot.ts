/** @file Puts theme, mode and size of type on the page's root element, where the style sheets read them. */
import { useLayoutEffect } from 'react';
import { shownSize } from '../lab/display.ts';
import { useDisplay } from './LabContext.tsx';

export function useDisplayOnRoot(): void {
  const theme = useDisplay((display) => display.theme);
  const mode = useDisplay((display) => display.mode);
  const size = useDisplay(shownSize);
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    if (theme === 'system') delete dataset.theme;
    else dataset.theme = theme;
    dataset.mode = mode;
    dataset.size = size;
  }, [theme, mode, size]);
}
