/** @file The page: a bar above three columns, or above a view of its own. */
import { type ComponentType, lazy, Suspense } from 'react';
import type { View } from '../lab/display.ts';
import type { Lab } from '../lab/lab.ts';
import { Announcer } from './Announcer.tsx';
import { OwnData } from './data/OwnData.tsx';
import { ExperimentForm } from './experiment/ExperimentForm.tsx';
import { Hideable, isShown } from './Hideable.tsx';
import { KitProvider } from './kit/KitProvider.tsx';
import { LabProvider, useDisplay } from './LabContext.tsx';
import { Notices } from './Notices.tsx';
import { Overlays } from './Overlays.tsx';
import { PanelBoundary } from './PanelBoundary.tsx';
import { SkipLink } from './SkipLink.tsx';
import { ScenePanel } from './scene/ScenePanel.tsx';
import { TopBar } from './top/TopBar.tsx';
import { useDisplayOnRoot } from './useDisplayOnRoot.ts';

// The charts' library is large, and nothing of it is needed before the first frame.
const RunsView = lazy(() => import('./runs/RunsView.tsx'));
const ChartColumn = lazy(() => import('./charts/ChartColumn.tsx'));

const PairView = lazy(() => import('./pair/PairView.tsx'));
const SweepView = lazy(() => import('./sweep/SweepView.tsx'));
const OneStepPanel = lazy(() => import('./oneStep/OneStepPanel.tsx'));

/** Views that take the place of all panels */
const wholePages: ReadonlyMap<View, ComponentType> = new Map<View, ComponentType>([
  ['pair', PairView],
  ['sweep', SweepView],
  ['runs', RunsView],
]);

const charts = ['loss', 'representation', 'success', 'latency'] as const;

export function App({ lab }: { lab: Lab }) {
  return (
    <LabProvider value={lab}>
      <KitProvider>
        <PanelBoundary name="page">
          <SkipLink />
          <TopBar />
          <Notices />
          <Views />
          <Overlays />
          <OwnData />
          <Announcer />
        </PanelBoundary>
      </KitProvider>
    </LabProvider>
  );
}

/** The laboratory stays mounted behind the other views: its canvas can be handed to a worker only once. */
function Views() {
  const view = useDisplay((display) => display.view);
  const isFormFolded = useDisplay((display) => display.isFormFolded);
  const hasCharts = useDisplay((display) => charts.some((id) => isShown(display, id)));
  useDisplayOnRoot();
  const Page = wholePages.get(view);
  return (
    <main className="views" data-view={view} tabIndex={-1}>
      <div className="panels" hidden={wholePages.has(view)}>
        {!isFormFolded && (
          <Hideable id="experiment">
            <ExperimentForm />
          </Hideable>
        )}
        <div className="middle">
          <Hideable id="scene">
            <ScenePanel />
          </Hideable>
          {view === 'one-step' && (
            <Hideable id="one-step">
              <Suspense fallback={null}>
                <OneStepPanel />
              </Suspense>
            </Hideable>
          )}
        </div>
        {hasCharts && (
          <div className="charts">
            <Suspense fallback={null}>
              <ChartColumn />
            </Suspense>
          </div>
        )}
      </div>
      {Page && (
        <PanelBoundary key={view} name={view}>
          <Suspense fallback={null}>
            <Page />
          </Suspense>
        </PanelBoundary>
      )}
    </main>
  );
}
