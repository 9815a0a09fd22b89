/** @file What counts in the scene of the charts: success, or the return. */
import { useLabState } from '../LabContext.tsx';
import type { Metric } from './outcomes.ts';

export function useMetric(): Metric {
  return useLabState((state) => {
    const scene = (state.run ?? state.recorded)?.experiment.scene ?? state.live.scene;
    return state.scenes.find((candidate) => candidate.id === scene)?.metric ?? 'success';
  });
}
