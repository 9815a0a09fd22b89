/** @file The page: a bar above three columns, or above a view of its own. */
import { type ComponentType, lazy, Suspense } from 'react';
import { hasPanels, type View } from '../lab/display.ts';
import type { HideableId } from '../lab/hideable.ts';
import type { Lab } from '../lab/lab.ts';
import { Announcer } from './Announcer.tsx';
import { OwnData } from './data/OwnData.tsx';
import { ExperimentForm } from './experiment/ExperimentForm.tsx';
import { FinetuneForm } from './finetune/FinetuneForm.tsx';
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

const ExportForm = lazy(() => import('./export/ExportForm.tsx'));
const ExportColumn = lazy(() => import('./export/ExportColumn.tsx'));
const FinetuneColumn = lazy(() => import('./finetune/FinetuneColumn.tsx'));
const PairView = lazy(() => import('./pair/PairView.tsx'));
const SpeedView = lazy(() => import('./speed/SpeedView.tsx'));
const SweepView = lazy(() => import('./sweep/SweepView.tsx'));
const OneStepPanel = lazy(() => import('./oneStep/OneStepPanel.tsx'));

/** Views that take the place of all panels */
const wholePages: ReadonlyMap<View, ComponentType> = new Map<View, ComponentType>([
  ['pair', PairView],
  ['sweep', SweepView],
  ['runs', RunsView],
  ['speed', SpeedView],
]);

/** The charts beside the scene, by view: what can be hidden of them */
const charts = ['loss', 'representation', 'success', 'latency'] as const;
const finetuneCharts = ['finetune-return', 'finetune-update', 'finetune-parent', 'finetune-time'] as const;
const exportCharts = ['export-check', 'export-latency', 'export-log'] as const;
const chartsOf = (view: View): readonly HideableId[] =>
  view === 'finetune' ? finetuneCharts : view === 'export' ? exportCharts : charts;
const formIds = { finetune: 'finetune-form', export: 'export-form' } as const;
const columnClasses = { finetune: 'charts finetune-charts', export: 'charts export-charts' } as const;

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
  const other = view === 'finetune' || view === 'export' ? view : null;
  const hasCharts = useDisplay((display) => chartsOf(display.view).some((id) => isShown(display, id)));
  useDisplayOnRoot();
  const Page = wholePages.get(view);
  return (
    <main className="views" data-view={view} tabIndex={-1}>
      <div className="panels" hidden={!hasPanels(view)}>
        {!isFormFolded && (
          <Hideable id={other ? formIds[other] : 'experiment'}>
            <Suspense fallback={null}>
              {other === 'finetune' && <FinetuneForm />}
              {other === 'export' && <ExportForm />}
              {other === null && <ExperimentForm />}
            </Suspense>
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
          <div className={other ? columnClasses[other] : 'charts'}>
            <Suspense fallback={null}>
              {other === 'finetune' && <FinetuneColumn />}
              {other === 'export' && <ExportColumn />}
              {other === null && <ChartColumn />}
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
