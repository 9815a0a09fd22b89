/** @file Listens for the shortcuts, wherever keys are not meant for something else. */
import { useEffect } from 'react';
import { isShown } from '../Hideable.tsx';
import { useDisplay, useLab } from '../LabContext.tsx';
import { useIsPhone } from '../useMediaQuery.ts';
import { shortcuts } from './shortcuts.ts';

/** Within which the second key of two must come */
const chordMilliseconds = 1500;

/** Where keys are typed, or move a choice or a menu */
const takesAllKeys =
  'input:not([type=radio],[type=checkbox],[type=range]), textarea, select, [contenteditable], ' +
  '[role=dialog], [role=alertdialog], [role=menu], [role=listbox], [role=tablist]';
/** What Space and the arrows already do something to */
const takesSpace = 'button, a, summary, input, [role=button], [role=switch], [role=slider], [tabindex="0"]';

export function useShortcuts(): void {
  const lab = useLab();
  const isOn = useDisplay((display) => display.hasShortcuts);
  const isPhone = useIsPhone();
  useEffect(() => {
    if (!isOn || isPhone) return;
    let pressed: { readonly keys: readonly string[]; readonly time: number } = { keys: [], time: 0 };
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      const target = event.target instanceof Element ? event.target : document.body;
      if (target.closest(takesAllKeys) || (event.key === ' ' && target.closest(takesSpace))) return;
      const isLate = event.timeStamp - pressed.time > chordMilliseconds;
      const keys = [...(isLate ? [] : pressed.keys), event.key.toLowerCase()];
      const shortcut =
        shortcuts.find((one) => isSame(one.keys, keys)) ?? shortcuts.find((one) => isSame(one.keys, keys.slice(-1)));
      const begins = shortcuts.some((one) => one.keys.length > 1 && one.keys[0] === keys.at(-1));
      pressed = { keys: begins ? keys.slice(-1) : [], time: event.timeStamp };
      if (!shortcut || !isShown(lab.display.state, shortcut.control)) return;
      // Space would scroll the page.
      event.preventDefault();
      shortcut.act(lab);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [lab, isOn, isPhone]);
}

const isSame = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((key, i) => key === b[i]);
