/** @file What opens above the panels: presets, the tour, the lesson, sharing, help, theme and size of type. On a narrow screen one menu holds all. */
import type { ReactNode } from 'react';
import { hasPanels, type View, views } from '../../lab/display.ts';
import type { HideableId } from '../../lab/hideable.ts';
import { lessonNames } from '../../lab/lesson/lessons.ts';
import { useIsShown } from '../Hideable.tsx';
import { IconButton } from '../kit/IconButton.tsx';
import { CardsIcon, HelpIcon, LessonIcon, MenuIcon, ShareIcon, TourIcon } from '../kit/icons.tsx';
import { Menu, type MenuItem } from '../kit/Menu.tsx';
import { useDisplay, useLab } from '../LabContext.tsx';
import { lessonWords } from '../lesson/lessonNames.ts';
import { useSizeItems } from './sizeItems.ts';
import { useThemeItems } from './themeItems.tsx';
import { viewNames } from './ViewTabs.tsx';

interface TopAction {
  readonly id: Extract<HideableId, 'presets' | 'tour' | 'lesson' | 'share' | 'help'>;
  readonly label: string;
  readonly hint: string;
  readonly icon: ReactNode;
  act?(): void;
  /** What it offers to choose from, in place of doing one thing */
  readonly choices?: readonly MenuItem[];
}

export function TopActions({ isNarrow }: { isNarrow: boolean }) {
  const actions = useTopActions();
  const theme = useThemeItems();
  const sizes = useSizeItems();
  const isPresenting = useDisplay((display) => display.mode === 'present');
  if (isNarrow) return <FoldedActions actions={actions} />;
  return (
    <div className="top-actions">
      {isPresenting && <FormToggle />}
      {actions.map(({ id, label, hint, icon, act, choices }) =>
        choices ? (
          <Menu key={id} align="end" trigger={<IconButton {...{ label, hint, icon }} />} items={choices} />
        ) : (
          <IconButton key={id} label={label} hint={hint} icon={icon} onClick={act} />
        ),
      )}
      <Menu
        align="end"
        trigger={<IconButton label="Theme" hint="Theme and size of type" icon={theme.icon} />}
        items={[...theme.items, 'separator', ...sizes]}
      />
    </div>
  );
}

function FoldedActions({ actions }: { actions: readonly TopAction[] }) {
  const lab = useLab();
  const current = useDisplay((display) => display.view);
  const hasViews = useIsShown('views');
  const theme = useThemeItems();
  const sizes = useSizeItems();
  const toViews = views.map((view): MenuItem => {
    const hint = view === current ? 'now' : undefined;
    return { label: viewNames[view], hint, onSelect: () => lab.display.setView(view) };
  });
  return (
    <div className="top-actions">
      <Menu
        align="end"
        trigger={<IconButton label="Menu" icon={<MenuIcon />} />}
        items={[
          ...(hasViews ? [...toViews, 'separator' as const] : []),
          ...actions.flatMap(
            ({ label, icon, act, choices }) =>
              choices?.map((choice) => ({ ...choice, icon, label: `${label}: ${choice.label}` })) ?? [
                { label, icon, onSelect: () => act?.() },
              ],
          ),
          'separator',
          ...theme.items,
          'separator',
          ...sizes,
        ]}
      />
    </div>
  );
}

/** The form that stands beside the scene in a view */
const formOf = (view: View): HideableId =>
  view === 'finetune' ? 'finetune-form' : view === 'export' ? 'export-form' : 'experiment';

/** In front of an audience the form is folded away until it is needed. */
function FormToggle() {
  const lab = useLab();
  const isFolded = useDisplay((display) => display.isFormFolded);
  const hasForm = useDisplay(({ view }) => hasPanels(view));
  const isShown = useIsShown(useDisplay(({ view }) => formOf(view)));
  if (!isShown || !hasForm) return null;
  return (
    <button type="button" aria-expanded={!isFolded} onClick={() => lab.display.foldForm(!isFolded)}>
      Settings
    </button>
  );
}

function useTopActions(): readonly TopAction[] {
  const { display, lesson } = useLab();
  const shown = {
    presets: useIsShown('presets'),
    tour: useIsShown('tour'),
    lesson: useIsShown('lesson'),
    share: useIsShown('share'),
    help: useIsShown('help'),
  };
  const all: readonly TopAction[] = [
    {
      id: 'presets',
      label: 'Presets',
      hint: 'What do you want to see?',
      icon: <CardsIcon />,
      act: () => display.openDialog('presets'),
    },
    {
      id: 'tour',
      label: 'Tour',
      hint: 'A tour of two minutes',
      icon: <TourIcon />,
      act: () => display.setTourStep(0),
    },
    {
      id: 'lesson',
      label: 'Lesson',
      hint: 'Lessons of a quarter of an hour',
      icon: <LessonIcon />,
      choices: lessonNames.map((name) => ({
        label: lessonWords[name].title,
        hint: `${lessonWords[name].minutes} min`,
        onSelect: () => lesson.resume(name),
      })),
    },
    {
      id: 'share',
      label: 'Share',
      hint: 'Share this experiment',
      icon: <ShareIcon />,
      act: () => display.openDialog('share'),
    },
    {
      id: 'help',
      label: 'Help',
      hint: 'Help and shortcuts (?)',
      icon: <HelpIcon />,
      act: () => display.openDialog('help'),
    },
  ];
  return all.filter(({ id }) => shown[id]);
}
