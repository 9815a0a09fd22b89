/** @file How the page is looked at: view, mode, theme, what is hidden. Nothing here changes a run. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AddressBar } from './addressBar.ts';
import {
  type DisplayAddress,
  hasPanels,
  type Mode,
  modes,
  type Theme,
  type TypeSize,
  typeSizes,
  type View,
  views,
} from './displayAddress.ts';
import type { HideableId } from './hideable.ts';
import type { LessonPlace } from './lesson/lessonPlace.ts';
import { recall, remember } from './memory.ts';

export { hasPanels, type Mode, modes, type Theme, type TypeSize, typeSizes, type View, views };

/** The windows that open above any view, one at a time. */
export type DialogName = 'scenes' | 'presets' | 'share' | 'help';

export interface DisplayState extends DisplayAddress {
  readonly theme: Theme;
  readonly dialog: DialogName | null;
  /** Where the tour stands, from 0; null while there is none */
  readonly tourStep: number | null;
  /** The form is folded away until it is asked for: in front of an audience */
  readonly isFormFolded: boolean;
  /** Keys act on the page, not only on what has the focus */
  readonly hasShortcuts: boolean;
}

export class Display {
  readonly store: StoreApi<DisplayState>;

  constructor(private readonly address: AddressBar) {
    this.store = createStore(() => ({
      ...this.fromAddress(),
      dialog: null,
      tourStep: null,
      hasShortcuts: recall('shortcuts') !== 'off',
    }));
    address.onChange(() => this.store.setState(this.fromAddress()));
  }

  get state(): DisplayState {
    return this.store.getState();
  }

  setView(view: View): void {
    this.store.setState({ view });
    this.address.write({ view });
  }

  setMode(mode: Mode): void {
    this.store.setState({ mode, isFormFolded: mode === 'present' });
    this.address.write({ mode });
  }

  /** Remembered in this browser; a theme that the address asks for is changed there too. */
  setTheme(theme: Theme): void {
    remember('theme', theme === 'system' ? null : theme);
    this.store.setState({ theme });
    if (this.address.read().display.theme) this.address.write({ theme: theme === 'system' ? null : theme });
  }

  /** Null leaves it to the mode. */
  setSize(size: TypeSize | null): void {
    this.store.setState({ size });
    this.address.write({ size });
  }

  setHidden(hidden: readonly HideableId[]): void {
    this.store.setState({ hidden });
    this.address.write({ hidden });
  }

  openDialog(dialog: DialogName | null): void {
    this.store.setState({ dialog });
  }

  setTourStep(tourStep: number | null): void {
    this.store.setState({ tourStep, dialog: null });
    if (tourStep !== null) this.setLesson(null);
  }

  /** Where the lesson stands; null closes it. Only one guide is open at a time. */
  setLesson(lesson: LessonPlace | null): void {
    this.store.setState({ lesson, dialog: null, ...(lesson && { tourStep: null }) });
    this.address.write({ lesson });
  }

  foldForm(isFormFolded: boolean): void {
    this.store.setState({ isFormFolded });
  }

  setShortcuts(hasShortcuts: boolean): void {
    remember('shortcuts', hasShortcuts ? null : 'off');
    this.store.setState({ hasShortcuts });
  }

  private fromAddress() {
    const { display } = this.address.read();
    return { ...display, theme: display.theme ?? rememberedTheme(), isFormFolded: display.mode === 'present' };
  }
}

/** How large the type is drawn: in front of an audience it is large unless someone wants otherwise. */
export function shownSize({ size, mode }: Pick<DisplayState, 'size' | 'mode'>): TypeSize {
  return size ?? (mode === 'present' ? 'large' : 'normal');
}

function rememberedTheme(): Theme {
  const theme = recall('theme');
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}
