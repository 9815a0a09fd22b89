/** @file Time τ from noise to action, by hand or played. */
import { useEffect, useId, useState } from 'react';
import { manySteps } from '../../lab/inspector.ts';
import { IconButton } from '../kit/IconButton.tsx';
import { PauseIcon, PlayIcon } from '../kit/icons.tsx';
import { useLab } from '../LabContext.tsx';
import { useMediaQuery } from '../useMediaQuery.ts';
import { useInspector } from './useInspector.ts';

const playSeconds = 4;

export function TimeSlider() {
  const lab = useLab();
  const time = useInspector((state) => state.time);
  const [isPlaying, setIsPlaying] = useState(false);
  // Whoever asked for less motion moves the slider by hand.
  const isStill = useMediaQuery('(prefers-reduced-motion: reduce)');
  const id = useId();

  useEffect(() => {
    if (!isPlaying) return;
    const timer = setInterval(
      () => {
        const next = lab.inspector.state.time - 1 / manySteps;
        lab.inspector.setTime(Math.max(0, next));
        if (next <= 0) setIsPlaying(false);
      },
      (1000 * playSeconds) / manySteps,
    );
    return () => clearInterval(timer);
  }, [isPlaying, lab]);

  const play = () => {
    if (!isPlaying && time <= 0) lab.inspector.setTime(1);
    setIsPlaying(!isPlaying);
  };
  return (
    <div className="time-slider">
      {!isStill && (
        <IconButton
          label={isPlaying ? 'Pause at this time' : 'Play from noise to action'}
          icon={isPlaying ? <PauseIcon /> : <PlayIcon />}
          onClick={play}
        />
      )}
      <label htmlFor={id}>
        noise <span className="visually-hidden">to action: time τ</span>
      </label>
      {/* Time runs down: the noise is on the left. */}
      <input
        id={id}
        type="range"
        min={0}
        max={manySteps}
        value={Math.round((1 - time) * manySteps)}
        aria-valuetext={`τ = ${time.toFixed(2)}`}
        onChange={(event) => {
          setIsPlaying(false);
          lab.inspector.setTime(1 - Number(event.target.value) / manySteps);
        }}
      />
      <span aria-hidden="true">action</span>
      <output>τ = {time.toFixed(2)}</output>
    </div>
  );
}
