/** @file Looks back over both runs at once: one slider moves the step cursor of every chart and picture. */
import { useId } from 'react';
import { useStepView, useStepViewStore } from '../charts/stepCursor.ts';
import { sayCount } from '../words.ts';
import { useDifferences } from './useDifferences.ts';
import { useSides } from './useSides.ts';

export function StepScrub() {
  const id = useId();
  const view = useStepViewStore();
  const cursor = useStepView((state) => state.cursor);
  const measured = useSides((state) => state.representation.measures?.step ?? 0);
  const { experiments } = useDifferences();
  const last = Math.max(measured.a, measured.b);
  const interval = Math.min(experiments.a['representation.interval'], experiments.b['representation.interval']);
  const said = cursor === null ? 'newest' : `step ${sayCount(cursor)}`;
  const point = (step: number) => view.setState({ cursor: step >= last ? null : step });
  return (
    <div className="step-scrub">
      <label htmlFor={id}>Look back</label>
      <input
        id={id}
        type="range"
        min={0}
        max={last}
        // The last step need not be a multiple of the interval.
        step={last % interval === 0 ? interval : 1}
        value={Math.min(cursor ?? last, last)}
        disabled={last === 0}
        aria-valuetext={said}
        onChange={(event) => point(event.target.valueAsNumber)}
      />
      <output htmlFor={id}>{said}</output>
    </div>
  );
}
