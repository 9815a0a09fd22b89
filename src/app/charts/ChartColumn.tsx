/** @file The four live charts, with one step cursor and one zoom. */
import { useEffect } from 'react';
import { Hideable } from '../Hideable.tsx';
import { useLabState } from '../LabContext.tsx';
import { LatencyPanel } from './LatencyPanel.tsx';
import { LossPanel } from './LossPanel.tsx';
import { RecordedLabel } from './RecordedLabel.tsx';
import { RepresentationPanel } from './RepresentationPanel.tsx';
import { SuccessPanel } from './SuccessPanel.tsx';
import { forgetStepView, useStepViewStore } from './stepCursor.ts';

export default function ChartColumn() {
  const view = useStepViewStore();
  const experiment = useLabState((state) => (state.run ?? state.recorded)?.experiment);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another run is looked at as a whole
  useEffect(() => forgetStepView(view), [view, experiment]);
  return (
    <>
      <RecordedLabel />
      <Hideable id="loss">
        <LossPanel />
      </Hideable>
      <Hideable id="representation">
        <RepresentationPanel />
      </Hideable>
      <Hideable id="success">
        <SuccessPanel />
      </Hideable>
      <Hideable id="latency">
        <LatencyPanel />
      </Hideable>
    </>
  );
}
