/** @file Looking back through the episode: a slider over its recorded control steps. */
import { useEffect, useState } from 'react';
import type { LabState } from '../../lab/labState.ts';
import { useLab, useLabState } from '../LabContext.tsx';

/** Frames a second */
function rateOf({ live, scenes }: LabState): number {
  if (live.policy.kind === 'log') return live.policy.rateHz;
  return scenes.find(({ id }) => id === live.scene)?.controlHz ?? 1;
}

export function EpisodeSlider({ isReady }: { isReady: boolean }) {
  const lab = useLab();
  const status = useLabState((state) => state.liveStatus);
  const controlHz = useLabState((state) => rateOf(state));
  const isPlaying = useLabState((state) => state.live.isPlaying);
  /** Where the thumb was put, until the frame of that moment is there */
  const [sought, setSought] = useState<number | null>(null);
  const shown = status?.controlStep ?? 0;
  useEffect(() => {
    if (isPlaying || shown === sought) setSought(null);
  }, [isPlaying, shown, sought]);
  const [oldest, newest] = status?.span ?? [0, 0];
  const value = sought ?? shown;
  const [now, length] = [value, newest].map((step) => (step / controlHz).toFixed(2));
  return (
    <div className="episode-slider">
      <input
        type="range"
        aria-label="Moment of the episode"
        aria-valuetext={`${now} s of ${length} s`}
        min={oldest}
        max={Math.max(newest, oldest + 1)}
        step={1}
        value={value}
        disabled={!isReady || newest === 0}
        onChange={(event) => {
          const controlStep = Number(event.target.value);
          setSought(controlStep);
          void lab.robot.lookBack(controlStep);
        }}
      />
      <span className="moment" aria-hidden="true">
        {now} / {length} s
      </span>
    </div>
  );
}
