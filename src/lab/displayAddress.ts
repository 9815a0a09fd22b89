/** @file The part of the address that says how the page is looked at: `view=one-step&mode=present&hide=loss,seed`. */
import { type HideableId, isHideable } from './hideable.ts';
import { type LessonPlace, lessonText, readLesson } from './lesson/lessonPlace.ts';

export const views = ['lab', 'one-step', 'finetune', 'pair', 'sweep', 'runs', 'export', 'speed'] as const;
export type View = (typeof views)[number];

/** Whether the robots and a form are to be seen in a view; the others take the place of all panels. */
export const hasPanels = (view: View): boolean => ['lab', 'one-step', 'finetune', 'export'].includes(view);

/** The whole lab; a part of it inside another page; or larger, in front of an audience. */
export const modes = ['full', 'embed', 'present'] as const;
export type Mode = (typeof modes)[number];

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** How large all type is: as usual, for a small room, or read from its last row */
export const typeSizes = ['normal', 'large', 'huge'] as const;
export type TypeSize = (typeof typeSizes)[number];

export interface DisplayAddress {
  readonly view: View;
  readonly mode: Mode;
  /** Null where the address leaves it to the visitor */
  readonly theme: Theme | null;
  /** Null where the mode decides: large in front of an audience */
  readonly size: TypeSize | null;
  readonly hidden: readonly HideableId[];
  /** The lesson that is open, and its step; null: none */
  readonly lesson: LessonPlace | null;
}

export const plainDisplay: DisplayAddress = {
  view: 'lab',
  mode: 'full',
  theme: null,
  size: null,
  hidden: [],
  lesson: null,
};

export const displayKeys = ['view', 'mode', 'theme', 'size', 'hide', 'lesson'] as const;
export type DisplayKey = (typeof displayKeys)[number];

/** @returns the fields that differ from a plain page, in order, not yet encoded */
export function displayFields({ view, mode, theme, size, hidden, lesson }: DisplayAddress): [DisplayKey, string][] {
  const fields: [DisplayKey, string][] = [];
  if (view !== plainDisplay.view) fields.push(['view', view]);
  if (mode !== plainDisplay.mode) fields.push(['mode', mode]);
  if (theme) fields.push(['theme', theme]);
  if (size) fields.push(['size', size]);
  if (hidden.length > 0) fields.push(['hide', hidden.join(',')]);
  if (lesson) fields.push(['lesson', lessonText(lesson)]);
  return fields;
}

/** Reads one field. @returns what it sets, and one message for each part of it that says nothing */
export function readDisplayField(
  key: DisplayKey,
  text: string,
): { readonly change: Partial<DisplayAddress>; readonly problems: readonly string[] } {
  switch (key) {
    case 'view':
      return readOne(key, text, views);
    case 'mode':
      return readOne(key, text, modes);
    case 'theme':
      return readOne(key, text, themes);
    case 'size':
      return readOne(key, text, typeSizes);
    case 'hide':
      return readHidden(text);
    case 'lesson':
      return readLessonField(text);
  }
}

function readOne<Name extends string>(key: DisplayKey, text: string, names: readonly Name[]) {
  const name = names.find((candidate) => candidate === text);
  if (name !== undefined) return { change: { [key]: name }, problems: [] };
  return { change: {}, problems: [`${key}: expected one of ${names.join(', ')}, received ${text || 'nothing'}`] };
}

function readLessonField(text: string) {
  const { place, problem } = readLesson(text);
  return { change: place ? { lesson: place } : {}, problems: problem ? [problem] : [] };
}

function readHidden(text: string) {
  const ids = [...new Set(text.split(',').filter(Boolean))];
  const unknown = ids.filter((id) => !isHideable(id));
  return {
    change: { hidden: ids.filter(isHideable) },
    problems: unknown.map((id) => `hide: expected a panel, a control or a setting, received ${id}`),
  };
}
