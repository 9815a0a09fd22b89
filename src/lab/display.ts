/** @file How the page is looked at: which view is open. Nothing here changes a run. */
import { createStore, type StoreApi } from 'zustand/vanilla';

export const views = ['lab', 'one-step', 'runs'] as const;
export type View = (typeof views)[number];

export interface DisplayState {
  readonly view: View;
}

export class Display {
  readonly store: StoreApi<DisplayState> = createStore(() => ({ view: 'lab' as View }));

  setView(view: View): void {
    this.store.setState({ view });
  }
}
