/**
 * @file One step cursor and one window of steps for a group of charts, beside the lab's state: they move with the
 * pointer, and only overlays and summary lines follow.
 *
 * The lab's charts share one; a view with charts of its own gives them another:
 *
 *     const view = useMemo(createStepView, []);
 *     <StepViewProvider value={view}>…charts…</StepViewProvider>
 */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { StepWindow } from './stepWindow.ts';

export interface StepView {
  /** The training step that every chart points at; null: none */
  readonly cursor: number | null;
  /** The steps that are shown; null: all, also as the run grows */
  readonly window: StepWindow | null;
}

export type StepViewStore = StoreApi<StepView>;

const everything: StepView = { cursor: null, window: null };

export const createStepView = (): StepViewStore => createStore(() => everything);

const StepViewContext = createContext(createStepView());

export const StepViewProvider = StepViewContext.Provider;

export const useStepViewStore = (): StepViewStore => useContext(StepViewContext);

export function useStepView<T>(select: (view: StepView) => T): T {
  return useStore(useStepViewStore(), select);
}

/** Another run: nothing is pointed at, all is shown. */
export function forgetStepView(store: StepViewStore): void {
  store.setState(everything);
}
