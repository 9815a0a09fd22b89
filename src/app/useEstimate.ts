/** @file How long a training takes here: from the test of the backends, and from the time of a control step of the scene. */
import { useEffect } from 'react';
import { resolveExperiment, settingsOfScene } from '../core/experiment/experiment.ts';
import type { SettingValues } from '../core/experiment/settings.ts';
import type { SceneFacts } from '../core/scenes/scene.ts';
import { estimateSeconds } from '../lab/estimate.ts';
import { useLab, useLabState } from './LabContext.tsx';
import { sayDuration } from './words.ts';

/** Milliseconds that were measured here; null while they are being measured. Whoever asks has them measured. */
export function useMeasuredTimes(scene: SceneFacts | null): { trainingStep: number; controlStep: number } | null {
  const lab = useLab();
  const report = useLabState((state) => state.backend.report);
  const controlStep = useLabState((state) => scene && state.stepTimes[scene.variant?.of ?? scene.id]);
  useEffect(() => {
    // The test of the backends keeps every core busy: what is timed beside it would be too long.
    if (report) void lab.timeScenes();
  }, [lab, report]);
  const trainingStep = report?.candidates.find(({ backend }) => backend === report.backend)?.stepMilliseconds;
  return trainingStep && controlStep ? { trainingStep, controlStep } : null;
}

/** Seconds that a run of the scene with these settings takes here; null while that is being measured. */
export function useEstimate(scene: SceneFacts | null, changes: Partial<SettingValues> = {}): number | null {
  const times = useMeasuredTimes(scene);
  if (!scene || !times) return null;
  const experiment = resolveExperiment({ ...changes, scene: scene.id }, settingsOfScene(scene));
  return estimateSeconds(experiment, scene, times.trainingStep, resolveExperiment({}), times.controlStep);
}

/** An estimate is not said to the second. */
export const sayEstimate = (seconds: number | null): string =>
  seconds === null ? 'time here: being measured' : `about ${sayDuration(Math.ceil(seconds / 10) * 10)} here`;
