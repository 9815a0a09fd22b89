/** @file The experiment to hand on: as a link, inside another page, or as a command; with or without parts of the page. */
import { useState } from 'react';
import { findSetting } from '../../core/experiment/settings.ts';
import { emptyContent, encodeAddress } from '../../lab/address.ts';
import { commandLineOf, finetuneCommandLineOf } from '../../lab/commandLine.ts';
import { type Mode, shownSize, type Theme, type TypeSize } from '../../lab/display.ts';
import { draftDifferences } from '../../lab/draft.ts';
import { type HideableId, hideableSettings, hideables } from '../../lab/hideable.ts';
import { overridesIn } from '../../lab/lesson/lessons.ts';
import { CopyField } from '../kit/CopyField.tsx';
import { Dialog } from '../kit/Dialog.tsx';
import { Segmented } from '../kit/Segmented.tsx';
import { useDisplay, useLabState } from '../LabContext.tsx';
import { useDraft, useRival } from '../useDraft.ts';
import { sayCount } from '../words.ts';
import { LessonChoice } from './LessonChoice.tsx';

const modeNames: readonly { readonly value: Mode; readonly label: string }[] = [
  { value: 'full', label: 'Whole lab' },
  { value: 'embed', label: 'Embedded' },
  { value: 'present', label: 'Presenting' },
];

const themeNames: readonly { readonly value: Theme; readonly label: string }[] = [
  { value: 'system', label: 'Visitor’s theme' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

const sizeNames: readonly { readonly value: TypeSize; readonly label: string }[] = [
  { value: 'normal', label: 'Usual type' },
  { value: 'large', label: 'Large' },
  { value: 'huge', label: 'Huge' },
];

const modeHelp: Readonly<Record<Mode, string>> = {
  full: 'Everything, as you see it now.',
  embed: 'For a frame in another page: the transport, the panels, and a link to the whole lab.',
  present: 'For an audience: large type, the form folded away.',
};

export default function ShareDialog({ onClose }: { onClose(): void }) {
  const draft = useDraft();
  const preset = useLabState((state) => state.preset);
  const rival = useRival();
  const view = useDisplay((display) => display.view);
  const shownMode = useDisplay((display) => display.mode);
  const shownHidden = useDisplay((display) => display.hidden);
  const [mode, setMode] = useState<Mode>(shownMode);
  const [theme, setTheme] = useState<Theme>('system');
  const [asked, setSize] = useState(useDisplay((display) => display.size));
  const [hidden, setHidden] = useState<readonly HideableId[]>(shownHidden);
  const shownLesson = useDisplay((display) => display.lesson);
  const [lesson, setLesson] = useState(shownLesson);

  const page = `${location.origin}${location.pathname}${location.search}`;
  const settings = draftDifferences(draft);
  // A lesson brings settings of its own; a link may only say how long its runs are.
  const said = lesson
    ? { settings: shownLesson?.name === lesson.name ? overridesIn(lesson.name, settings) : {} }
    : { settings, preset, rival, view };
  const content = { ...emptyContent, ...said, size: asked, hidden, lesson };
  const linkIn = (mode: Mode) => page + encodeAddress({ ...content, mode, theme: theme === 'system' ? null : theme });
  const problems = Object.keys(draft.problems).length;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Share"
      description={
        lesson
          ? 'The link opens the lesson, which brings its own settings.'
          : `The link holds the whole experiment: every setting that is not the default, and the seed (${draft.experiment.seed}).`
      }
    >
      {problems > 0 && (
        <p className="problem">
          {problems === 1 ? 'A field of the form holds' : `${sayCount(problems)} fields of the form hold`} no valid
          value; the link has the default there.
        </p>
      )}
      <div className="share-mode">
        <Segmented label="How the page opens" options={modeNames} value={mode} onChange={setMode} />
        <Segmented label="Theme" options={themeNames} value={theme} onChange={setTheme} />
        <Segmented
          label="Size of type"
          options={sizeNames}
          value={shownSize({ size: asked, mode })}
          onChange={setSize}
        />
        <span className="help">{modeHelp[mode]}</span>
      </div>
      <LessonChoice lesson={lesson} onChange={setLesson} />
      <CopyField label="Link" text={linkIn(mode)} copyLabel="Copy link" rows={2} />
      <HideList hidden={hidden} onChange={setHidden} />
      <CopyField
        label="Inside another page"
        text={`<iframe src="${linkIn('embed').replaceAll('&', '&amp;')}" width="1200" height="800" title="One-Step Lab" loading="lazy"></iframe>`}
        copyLabel="Copy snippet"
        rows={3}
      />
      <CopyField
        label="On the command line"
        text={view === 'finetune' ? finetuneCommandLineOf(draft) : commandLineOf(draft)}
        copyLabel="Copy as command line"
        rows={2}
        help="The same engine, the same numbers on the same backend, in a terminal at the lab’s sources."
      />
    </Dialog>
  );
}

interface HideListProps {
  readonly hidden: readonly HideableId[];
  onChange(hidden: readonly HideableId[]): void;
}

/** What a lesson does not need can be taken away for whoever opens the link. */
function HideList({ hidden, onChange }: HideListProps) {
  const toggle = (id: HideableId) =>
    onChange(hidden.includes(id) ? hidden.filter((other) => other !== id) : [...hidden, id]);
  const groups = [...new Set(hideables.map(({ group }) => group))];
  return (
    <details className="hide-list">
      <summary>
        Leave out parts of the page
        {hidden.length > 0 && <span className="badge">{hidden.length} left out</span>}
      </summary>
      {groups.map((group) => (
        <CheckList
          key={group}
          title={group}
          items={hideables.filter((one) => one.group === group)}
          checked={hidden}
          onToggle={toggle}
        />
      ))}
      <CheckList
        title="Settings of the form"
        items={hideableSettings.map(({ key }) => ({ id: key, label: findSetting(key)!.label }))}
        checked={hidden}
        onToggle={toggle}
      />
    </details>
  );
}

interface CheckListProps {
  readonly title: string;
  readonly items: readonly { readonly id: HideableId; readonly label: string }[];
  readonly checked: readonly HideableId[];
  onToggle(id: HideableId): void;
}

function CheckList({ title, items, checked, onToggle }: CheckListProps) {
  return (
    <fieldset className="check-list">
      <legend>{title}</legend>
      {items.map(({ id, label }) => (
        <label key={id}>
          <input type="checkbox" checked={checked.includes(id)} onChange={() => onToggle(id)} />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
