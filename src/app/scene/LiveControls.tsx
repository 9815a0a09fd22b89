/** @file The live robots' own player: play, one step, look back, slow motion, again, and another episode. */
import { liveSpeeds } from '../../lab/liveCast.ts';
import { IconButton } from '../kit/IconButton.tsx';
import { PauseIcon, PlayIcon, StepIcon } from '../kit/icons.tsx';
import { useLab, useLabFields } from '../LabContext.tsx';
import { EpisodeSlider } from './EpisodeSlider.tsx';
import { NextEpisodeIcon, ReplayIcon } from './sceneIcons.tsx';

const speedNames: Readonly<Record<number, string>> = { 1: '×1', 0.5: '×½', 0.25: '×¼', 0.1: '×1/10' };

export function LiveControls() {
  const lab = useLab();
  const { isPlaying, speed, isReady } = useLabFields(({ live }) => ({
    isPlaying: live.isPlaying,
    speed: live.speed,
    isReady: live.phase === 'ready' && live.policy.kind !== 'none',
  }));
  return (
    <div className="live-controls">
      <IconButton
        label={isPlaying ? 'Pause robot' : 'Play robot'}
        icon={isPlaying ? <PauseIcon /> : <PlayIcon />}
        disabled={!isReady}
        onClick={() => lab.robot.setPlaying(!isPlaying)}
      />
      <IconButton
        label="Step robot"
        hint="Step robot: one action, while it is paused"
        icon={<StepIcon />}
        disabled={!isReady || isPlaying}
        onClick={() => lab.robot.step()}
      />
      <EpisodeSlider isReady={isReady} />
      <select
        aria-label="Robot speed"
        value={speed}
        disabled={!isReady}
        onChange={(event) => lab.robot.setSpeed(Number(event.target.value))}
      >
        {liveSpeeds.map((value) => (
          <option key={value} value={value}>
            {speedNames[value]}
          </option>
        ))}
      </select>
      <IconButton
        label="Replay episode"
        hint="Replay episode: same seed, same start, same noise"
        icon={<ReplayIcon />}
        disabled={!isReady}
        onClick={() => lab.robot.replayEpisode()}
      />
      <IconButton
        label="New episode"
        hint="New episode: the next seed"
        icon={<NextEpisodeIcon />}
        disabled={!isReady}
        onClick={() => lab.robot.newEpisode()}
      />
    </div>
  );
}
