/** @file The page: a bar above three columns, or above the kept runs. */
import { lazy, Suspense } from 'react';
import type { Lab } from '../lab/lab.ts';
import { Announcer } from './Announcer.tsx';
import { ExperimentForm } from './experiment/ExperimentForm.tsx';
import { KitProvider } from './kit/KitProvider.tsx';
import { LabProvider, useDisplay } from './LabContext.tsx';
import { Notices } from './Notices.tsx';
import { PanelBoundary } from './PanelBoundary.tsx';
import { ScenePanel } from './scene/ScenePanel.tsx';
import { TopBar } from './top/TopBar.tsx';

// The charts' library is large, and nothing of it is needed before the first frame.
const ChartColumn = lazy(() => import('./charts/ChartColumn.tsx'));

export function App({ lab }: { lab: Lab }) {
  return (
    <LabProvider value={lab}>
      <KitProvider>
        <PanelBoundary name="page">
          <TopBar />
          <Notices />
          <Views />
          <Announcer />
        </PanelBoundary>
      </KitProvider>
    </LabProvider>
  );
}

/** The laboratory stays mounted behind the runs: its canvas can be handed to a worker only once. */
function Views() {
  const view = useDisplay((display) => display.view);
  return (
    <main className="views" data-view={view}>
      <div className="panels" hidden={view === 'runs'}>
        <ExperimentForm />
        <div className="middle">
          <ScenePanel />
        </div>
        <div className="charts">
          <Suspense fallback={null}>
            <ChartColumn />
          </Suspense>
        </div>
      </div>
    </main>
  );
}
