/** @file Shows a panel or a control unless the address, or the mode, takes it away. */
import type { ReactNode } from 'react';
import type { DisplayState } from '../lab/display.ts';
import type { HideableId } from '../lab/hideable.ts';
import { useDisplay } from './LabContext.tsx';

/** What another page does not want inside its frame */
const notEmbedded: readonly HideableId[] = [
  'views',
  'presets',
  'tour',
  'lesson',
  'share',
  'help',
  'backend',
  'scene-picker',
];

/** What stands inside another, and goes with it */
const holders: Partial<Record<HideableId, HideableId>> = { 'new-seed': 'transport', 'robot-controls': 'scene' };

export function isShown(display: DisplayState, id: HideableId): boolean {
  const { hidden, mode } = display;
  const holder = holders[id];
  if (holder && !isShown(display, holder)) return false;
  return !hidden.includes(id) && !(mode === 'embed' && notEmbedded.includes(id));
}

export function useIsShown(id: HideableId): boolean {
  return useDisplay((display) => isShown(display, id));
}

export function Hideable({ id, children }: { id: HideableId; children: ReactNode }) {
  return useIsShown(id) ? children : null;
}
