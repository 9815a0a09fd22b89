/** @file Playing, pausing and stepping the live robot, with 1 or with 32 denoising steps. */
import { useLab, useLabState } from '../LabContext.tsx';
import { saySteps } from '../words.ts';

const stepCounts = [1, 32] as const;

export function LiveControls() {
  const lab = useLab();
  const isPlaying = useLabState((state) => state.live.isPlaying);
  const isReady = useLabState((state) => state.live.phase === 'ready');
  const steps = useLabState((state) => state.live.steps);
  return (
    <div className="live-controls">
      <button type="button" disabled={!isReady} onClick={() => lab.setLivePlaying(!isPlaying)}>
        {isPlaying ? 'Pause robot' : 'Play robot'}
      </button>
      <button type="button" disabled={!isReady || isPlaying} onClick={() => lab.stepLive()}>
        Step robot
      </button>
      <button type="button" disabled={!isReady} onClick={() => lab.newEpisode()}>
        New episode
      </button>
      <fieldset className="segmented">
        <legend className="visually-hidden">Network calls for one action chunk</legend>
        {stepCounts.map((count) => (
          <label key={count} data-steps={count}>
            <input
              type="radio"
              name="live-steps"
              checked={steps === count}
              disabled={!isReady}
              onChange={() => lab.setLiveSteps(count)}
            />
            {saySteps(count)}
          </label>
        ))}
      </fieldset>
    </div>
  );
}
