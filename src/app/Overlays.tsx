/** @file What opens above the page, each loaded when it is first asked for. */
import { lazy, Suspense } from 'react';
import { useShortcuts } from './help/useShortcuts.ts';
import { useDisplay, useLab } from './LabContext.tsx';
import { PanelBoundary } from './PanelBoundary.tsx';
import { useDownloadOffers } from './runs/useDownload.ts';
import { useRuns } from './runs/useRuns.ts';
import { TourOffer } from './tour/TourOffer.tsx';

const dialogs = {
  scenes: lazy(() => import('./scenes/ScenesDialog.tsx')),
  presets: lazy(() => import('./presets/PresetsDialog.tsx')),
  share: lazy(() => import('./share/ShareDialog.tsx')),
  help: lazy(() => import('./help/HelpDialog.tsx')),
};
const ResumeDialog = lazy(() => import('./runs/ResumeDialog.tsx'));
const Tour = lazy(() => import('./tour/Tour.tsx'));
const Lesson = lazy(() => import('./lesson/Lesson.tsx'));

export function Overlays() {
  const lab = useLab();
  const dialog = useDisplay((display) => display.dialog);
  const isTouring = useDisplay((display) => display.tourStep !== null);
  const isLearning = useDisplay((display) => display.lesson !== null);
  const isAsking = useRuns((runs) => runs.question !== null);
  useDownloadOffers();
  useShortcuts();
  const Open = dialog && dialogs[dialog];
  return (
    <PanelBoundary name="dialog">
      <Suspense fallback={null}>
        {Open && <Open onClose={() => lab.display.openDialog(null)} />}
        {isTouring && <Tour />}
        {isLearning && <Lesson />}
        {isAsking && <ResumeDialog />}
      </Suspense>
      <TourOffer />
    </PanelBoundary>
  );
}
