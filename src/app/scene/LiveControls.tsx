/** @file Playing, pausing and stepping the live robot, with 1 or with 32 denoising steps. */
import { casts } from '../../lab/liveCast.ts';
import { Segmented } from '../kit/Segmented.tsx';
import { useLab, useLabState } from '../LabContext.tsx';

const castNames = { one: '1 step', both: 'Both', many: '32 steps' } as const;
const castOptions = casts.map((value) => ({ value, label: castNames[value] }));

export function LiveControls() {
  const lab = useLab();
  const isPlaying = useLabState((state) => state.live.isPlaying);
  const isReady = useLabState((state) => state.live.phase === 'ready');
  const cast = useLabState((state) => state.live.cast);
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
      <Segmented
        label="Network calls for one action chunk"
        options={castOptions}
        value={cast}
        isDisabled={!isReady}
        onChange={(next) => lab.setLiveCast(next)}
      />
    </div>
  );
}
