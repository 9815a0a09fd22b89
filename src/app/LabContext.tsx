/** @file Gives panels the lab, and narrow views of its store. */
import { createContext, useContext } from 'react';
import { type StoreApi, useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { DisplayState } from '../lab/display.ts';
import type { Lab } from '../lab/lab.ts';
import type { LabState } from '../lab/labState.ts';

const LabContext = createContext<Lab | null>(null);

export const LabProvider = LabContext.Provider;

/** Panels inside it show another state than the lab's own: the second of two runs, or a run of a sweep. */
const ShownContext = createContext<StoreApi<LabState> | null>(null);

export const ShownProvider = ShownContext.Provider;

export function useLab(): Lab {
  const lab = useContext(LabContext);
  if (!lab) throw new Error('a panel must stand inside a LabProvider');
  return lab;
}

/** A part of the state; the panel renders again only when that part is another value. */
export function useLabState<T>(select: (state: LabState) => T): T {
  return useStore(useShownStore(), select);
}

/** Which view is open, and what of it is shown. */
export function useDisplay<T>(select: (display: DisplayState) => T): T {
  return useStore(useLab().display.store, select);
}

/** Like `useLabState` for a selector that builds an object: its fields are compared one by one. */
export function useLabFields<T extends object>(select: (state: LabState) => T): T {
  return useStore(useShownStore(), useShallow(select));
}

/** The state that panels here are drawn from. */
export function useShownStore(): StoreApi<LabState> {
  const { store } = useLab();
  return useContext(ShownContext) ?? store;
}
