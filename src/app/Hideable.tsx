/** @file Shows a panel or a control unless the address, or the mode, takes it away. */
import type { ReactNode } from 'react';
import type { DisplayState } from '../lab/display.ts';
import type { HideableId } from '../lab/hideable.ts';
import { useDisplay } from './LabContext.tsx';

/** What another page does not want inside its frame */
const notEmbedded: readonly HideableId[] = ['views', 'presets', 'tour', 'share', 'help', 'backend', 'scene-picker'];

export const isShown = ({ hidden, mode }: DisplayState, id: HideableId): boolean =>
  !hidden.includes(id) && !(mode === 'embed' && notEmbedded.includes(id));

export function useIsShown(id: HideableId): boolean {
  return useDisplay((display) => isShown(display, id));
}

export function Hideable({ id, children }: { id: HideableId; children: ReactNode }) {
  return useIsShown(id) ? children : null;
}
