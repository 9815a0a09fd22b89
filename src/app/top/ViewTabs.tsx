/** @file The views of the page. */
import { type View, views } from '../../lab/display.ts';
import { useDisplay, useLab } from '../LabContext.tsx';

export const viewNames: Readonly<Record<View, string>> = {
  lab: 'Lab',
  'one-step': 'One step',
  finetune: 'Stage 2',
  pair: 'Two runs',
  sweep: 'Sweep',
  runs: 'Runs',
  export: 'Export',
  speed: 'Speed',
};

export function ViewTabs() {
  const lab = useLab();
  const current = useDisplay((display) => display.view);
  return (
    <nav className="view-tabs" aria-label="Views">
      {views.map((view) => (
        <button
          key={view}
          type="button"
          aria-current={view === current ? 'page' : undefined}
          onClick={() => lab.display.setView(view)}
        >
          {viewNames[view]}
        </button>
      ))}
    </nav>
  );
}
