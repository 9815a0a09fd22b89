/** @file The live charts of stage 2, with one step cursor and one zoom. */
import { useEffect } from 'react';
import { isFinetuning } from '../../core/experiment/stage.ts';
import { RecordedLabel } from '../charts/RecordedLabel.tsx';
import { forgetStepView, useStepViewStore } from '../charts/stepCursor.ts';
import { Hideable } from '../Hideable.tsx';
import { useLabState } from '../LabContext.tsx';
import { ParentPanel } from './ParentPanel.tsx';
import { ReturnPanel } from './ReturnPanel.tsx';
import { TimePanel } from './TimePanel.tsx';
import { UpdatePanel } from './UpdatePanel.tsx';

export default function FinetuneColumn() {
  const view = useStepViewStore();
  const experiment = useLabState((state) => (state.run ?? state.recorded)?.experiment);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another run is looked at as a whole
  useEffect(() => forgetStepView(view), [view, experiment]);
  return (
    <>
      {experiment && isFinetuning(experiment) && <RecordedLabel />}
      <Hideable id="finetune-return">
        <ReturnPanel />
      </Hideable>
      <Hideable id="finetune-update">
        <UpdatePanel />
      </Hideable>
      <Hideable id="finetune-parent">
        <ParentPanel />
      </Hideable>
      <Hideable id="finetune-time">
        <TimePanel />
      </Hideable>
    </>
  );
}
