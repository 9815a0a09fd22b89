/** @file Gives panels the lab, and narrow views of its store. */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { DisplayState } from '../lab/display.ts';
import type { Lab } from '../lab/lab.ts';
import type { LabState } from '../lab/labState.ts';

const LabContext = createContext<Lab | null>(null);

export const LabProvider = LabContext.Provider;

export function useLab(): Lab {
  const lab = useContext(LabContext);
  if (!lab) throw new Error('a panel must stand inside a LabProvider');
  return lab;
}

/** A part of the state; the panel renders again only when that part is another value. */
export function useLabState<T>(select: (state: LabState) => T): T {
  return useStore(useLab().store, select);
}

/** Which view is open, and what of it is shown. */
export function useDisplay<T>(select: (display: DisplayState) => T): T {
  return useStore(useLab().display.store, select);
}

/** Like `useLabState` for a selector that builds an object: its fields are compared one by one. */
export function useLabFields<T extends object>(select: (state: LabState) => T): T {
  return useStore(useLab().store, useShallow(select));
}
