/** @file One step of a robot: its action chunk over time, number by number. */
import { useState } from 'react';
import type { InspectedPolicy } from '../../workers/inspection/protocol.ts';
import { ChunkFigure } from './ChunkFigure.tsx';
import { ChunkTable } from './ChunkTable.tsx';
import { apartness, isAlike, sayApartness } from './chunk.ts';
import { dimensionNames } from './dimensionNames.ts';
import { Explanation } from './Explanation.tsx';
import { TimeSlider } from './TimeSlider.tsx';
import { useInspector } from './useInspector.ts';

export function ChunkView({ policy }: { policy: InspectedPolicy }) {
  const trace = useInspector((state) => state.trace);
  const time = useInspector((state) => state.time);
  const [showsTable, setShowsTable] = useState(false);
  const { actionSize, actionHorizon, scene } = policy;
  if (trace?.noise.length !== actionSize * actionHorizon) {
    return <p className="help">The robot has not been seen yet.</p>;
  }
  const names = dimensionNames(scene, actionSize);
  const apart = apartness(trace.oneStep, trace.path.slice(-trace.noise.length));
  return (
    <div className="one-step-body chunked">
      <div className="chunk-head">
        <p className="verdict" data-testid="verdict">
          {sayApartness(apart)}
        </p>
        <button type="button" className="quiet" aria-pressed={showsTable} onClick={() => setShowsTable(!showsTable)}>
          Numbers
        </button>
      </div>
      {showsTable ? (
        <div className="chunk-numbers">
          <ChunkTable trace={trace} names={names} />
        </div>
      ) : (
        // biome-ignore lint/a11y/useSemanticElements: these are curves, not controls
        <div
          className="chunk-figures"
          role="group"
          aria-label={`The chunk of ${actionHorizon} actions, number by number`}
        >
          {names.map((name, dimension) => (
            <ChunkFigure key={name} {...{ name, dimension, actionSize, trace, time }} />
          ))}
        </div>
      )}
      <div className="chunk-foot">
        <ul className="chunk-legend">
          <li className="noise-key">noise z₁</li>
          <li className="key one-step">1 step</li>
          <li className="key many-steps">32 steps</li>
        </ul>
        <TimeSlider />
      </div>
      <Explanation isEnough={isAlike(apart)} />
    </div>
  );
}
