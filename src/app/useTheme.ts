/** @file Light or dark: the system's wish, or `data-theme` on the page's root element. */
import { useSyncExternalStore } from 'react';

export type Theme = 'light' | 'dark';

const darkWish = () => window.matchMedia('(prefers-color-scheme: dark)');

function readTheme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return darkWish().matches ? 'dark' : 'light';
}

function subscribe(listener: () => void): () => void {
  const wish = darkWish();
  const observer = new MutationObserver(listener);
  wish.addEventListener('change', listener);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => {
    wish.removeEventListener('change', listener);
    observer.disconnect();
  };
}

/** For what cannot follow a CSS variable, such as a WebGL scene. */
export const useTheme = (): Theme => useSyncExternalStore(subscribe, readTheme);
