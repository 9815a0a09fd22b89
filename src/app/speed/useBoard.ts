/** @file The board as panels see it. */
import { useDeferredValue } from 'react';
import { useStore } from 'zustand';
import type { BoardState } from '../../lab/board/boardState.ts';
import type { BoardLine, BoardName } from '../../workers/board/protocol.ts';
import { useLab } from '../LabContext.tsx';

/** A part of the state; the panel renders again only when that part is another value. */
export function useBoard<T>(select: (state: BoardState) => T): T {
  return useStore(useLab().board.store, select);
}

const none: readonly BoardLine[] = [];

/** Everything that was measured so far. The chart library draws at length: in slices, the page answers in between. */
export const useLines = (): readonly BoardLine[] => useDeferredValue(useBoard((state) => state.report?.lines ?? none));

export type LineOf<Name extends BoardName> = Extract<BoardLine, { readonly measurement: Name }>;

/** A line that was measured, where another of its kind could not be */
export type MeasuredLine<Name extends BoardName> = Exclude<LineOf<Name>, { readonly skipped: string }>;

/** The lines of one measurement, without those where nothing could be measured. */
export function measuredLines<Name extends BoardName>(lines: readonly BoardLine[], name: Name): MeasuredLine<Name>[] {
  return lines.filter((line): line is MeasuredLine<Name> => line.measurement === name && !('skipped' in line));
}
