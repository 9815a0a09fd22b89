/** @file Two runs side by side: what differs between them, and what becomes of it. */
import { useEffect, useMemo, useState } from 'react';
import type { RepresentationMeasure } from '../../lab/labState.ts';
import type { ProjectionLayout } from '../../workers/projection/protocol.ts';
import { createStepView, forgetStepView, StepViewProvider } from '../charts/stepCursor.ts';
import { Hideable } from '../Hideable.tsx';
import { LossOverlay } from './LossOverlay.tsx';
import { MeasureOverlay } from './MeasureOverlay.tsx';
import { PairHeader } from './PairHeader.tsx';
import { PairSuccess } from './PairSuccess.tsx';
import { SidePicture } from './SidePicture.tsx';
import { SpreadPanel } from './SpreadPanel.tsx';
import { useDifferences } from './useDifferences.ts';
import { usePairColoring } from './usePairColoring.ts';

export default function PairView() {
  const view = useMemo(createStepView, []);
  const { experiments } = useDifferences();
  // biome-ignore lint/correctness/useExhaustiveDependencies: other runs are looked at as a whole
  useEffect(() => forgetStepView(view), [view, experiments.a, experiments.b]);
  const [measure, setMeasure] = useState<RepresentationMeasure>('effectiveRank');
  return (
    <StepViewProvider value={view}>
      <section className="pair" aria-label="Two runs">
        <PairHeader />
        <Hideable id="representation">
          <Representations measure={measure} onMeasure={setMeasure} />
        </Hideable>
        <div className="pair-outcomes">
          <Hideable id="loss">
            <LossOverlay />
          </Hideable>
          <Hideable id="representation">
            <MeasureOverlay measure={measure} onChange={setMeasure} />
          </Hideable>
          <Hideable id="success">
            <PairSuccess />
          </Hideable>
        </div>
      </section>
    </StepViewProvider>
  );
}

interface RepresentationsProps {
  readonly measure: RepresentationMeasure;
  onMeasure(measure: RepresentationMeasure): void;
}

/** The pictures of both sides, and between them what they share: method, colours, the step that is looked at, numbers. */
function Representations({ measure, onMeasure }: RepresentationsProps) {
  const [method, setMethod] = useState<ProjectionLayout['method']>('tsne');
  const coloring = usePairColoring();
  return (
    <div className="pair-representations">
      <SidePicture side="a" method={method} buckets={coloring.colorings.a.buckets} />
      <SpreadPanel {...{ method, coloring, measure, onMeasure }} onMethod={setMethod} />
      <SidePicture side="b" method={method} buckets={coloring.colorings.b.buckets} />
    </div>
  );
}
