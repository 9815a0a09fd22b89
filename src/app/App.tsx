/** @file The page. */
import { lazy, Suspense } from 'react';
import type { Lab } from '../lab/lab.ts';
import { Announcer } from './Announcer.tsx';
import { ExperimentForm } from './experiment/ExperimentForm.tsx';
import { LabProvider } from './LabContext.tsx';
import { Notices } from './Notices.tsx';
import { PanelBoundary } from './PanelBoundary.tsx';
import { ScenePanel } from './scene/ScenePanel.tsx';
import { TopBar } from './top/TopBar.tsx';

// The charts' library is large, and nothing of it is needed before the first frame.
const ChartColumn = lazy(() => import('./charts/ChartColumn.tsx'));

export function App({ lab }: { lab: Lab }) {
  return (
    <LabProvider value={lab}>
      <PanelBoundary name="page">
        <TopBar />
        <Notices />
        <main className="panels">
          <ExperimentForm />
          <ScenePanel />
          <div className="charts">
            <Suspense fallback={null}>
              <ChartColumn />
            </Suspense>
          </div>
        </main>
        <Announcer />
      </PanelBoundary>
    </LabProvider>
  );
}
