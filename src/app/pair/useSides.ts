/** @file The states of both sides, as panels see them. */
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { LabState } from '../../lab/labState.ts';
import type { PairState, Side } from '../../lab/pair/pairState.ts';
import { useLab } from '../LabContext.tsx';
import { shownState } from './sideState.ts';

/** The same part of each side */
export type OfSides<T> = Readonly<Record<Side, T>>;

export function usePair<T>(select: (pair: PairState) => T): T {
  return useStore(useLab().pair.store, select);
}

/** A part of one side’s state; rendered again only when that part is another value. */
export function useSide<T>(side: Side, select: (state: LabState) => T): T {
  const isFrozen = usePair((pair) => pair.frozen === side);
  return useStore(useLab().pair.shown[side], (state) => select(shownState(state, isFrozen)));
}

/** Like `useSide` for a selector that builds an object or an array: its parts are compared one by one. */
export function useSideFields<T>(side: Side, select: (state: LabState) => T): T {
  return useSide(side, useShallow(select));
}

export function useSides<T>(select: (state: LabState) => T): OfSides<T> {
  return { a: useSide('a', select), b: useSide('b', select) };
}
