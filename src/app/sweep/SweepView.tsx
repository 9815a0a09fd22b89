/** @file A sweep: a setting or several, run over a grid of values, and what came of it. */
import { lazy, Suspense, useState } from 'react';
import { type FigureMeasure, figureMeasures } from '../../core/experiment/sweep/figure.ts';
import { variedKeys } from '../../core/experiment/sweep/plan.ts';
import { Hideable } from '../Hideable.tsx';
import { useLab } from '../LabContext.tsx';
import { type OfferedFile, useFileDrop } from '../runs/useFileDrop.ts';
import { EmptySweep } from './EmptySweep.tsx';
import { SweepFigurePanel } from './SweepFigurePanel.tsx';
import { SweepForm } from './SweepForm.tsx';
import { SweepHeading } from './SweepHeading.tsx';
import { SweepTable } from './SweepTable.tsx';
import { useShownRecord } from './useSweep.ts';

// The chart's library is needed for latencies alone.
const SweepLatency = lazy(() => import('./SweepLatency.tsx'));

export default function SweepView() {
  const openFiles = useOpenFiles();
  const drop = useFileDrop(openFiles);
  const record = useShownRecord();
  const [wanted, setWanted] = useState<FigureMeasure | null>(null);
  const measures = record ? figureMeasures(record) : [];
  const measure = measures.find((one) => one === wanted) ?? measures[0];
  return (
    <section className="sweep" aria-label="Sweeps" data-dragging={drop.isDragging || undefined} {...drop.handlers}>
      <Hideable id="sweep-form">
        <SweepForm />
      </Hideable>
      {record ? (
        <div className="sweep-results">
          <SweepHeading record={record} onFiles={openFiles} />
          <Hideable id="sweep-figure">
            <SweepFigurePanel record={record} measure={measure} measures={measures} onMeasure={setWanted} />
          </Hideable>
          {variedKeys(record.plan).length === 0 && (
            <Hideable id="latency">
              <Suspense fallback={null}>
                <SweepLatency record={record} />
              </Suspense>
            </Hideable>
          )}
          <Hideable id="sweep-table">
            <SweepTable record={record} />
          </Hideable>
        </div>
      ) : (
        <EmptySweep onFiles={openFiles} />
      )}
      {drop.isDragging && <p className="sweep-drop">Let go to open the sweep’s record</p>}
    </section>
  );
}

/** Opens the first of the files; what is no record is told. */
function useOpenFiles(): (files: readonly OfferedFile[]) => void {
  const { sweep, office } = useLab();
  return ([file]) => {
    if (!file) return;
    void office.attempt(file.read().then((bytes) => sweep.open(file.name, bytes)));
  };
}
