/** @file The middle of the page: the robots, which policy moves them, and how they do. */
import { Hideable } from '../Hideable.tsx';
import { useLabState } from '../LabContext.tsx';
import { Panel } from '../Panel.tsx';
import { CastChoice } from './CastChoice.tsx';
import { LiveControls } from './LiveControls.tsx';
import { LiveStatusLine } from './LiveStatusLine.tsx';
import { PolicyLabel } from './PolicyLabel.tsx';
import { SceneCanvas } from './SceneCanvas.tsx';
import { useWatched } from './useWatched.ts';

export function ScenePanel() {
  const scene = useLabState((state) => state.scenes.find((candidate) => candidate.id === state.live.scene));
  const phase = useLabState((state) => state.live.phase);
  const problem = useLabState((state) => state.live.problem);
  const hasPolicy = useLabState((state) => state.live.policy.kind !== 'none');
  useWatched();
  return (
    <Panel title={scene?.title ?? 'Scene'} className="scene" actions={<PolicyLabel />}>
      <div className="stage" data-live={phase}>
        <SceneCanvas />
        {phase === 'loading' && <p className="scene-message">Loading the scene…</p>}
        {phase === 'ready' && !hasPolicy && (
          <p className="scene-message">No policy comes with this scene: the robot moves once you have trained one.</p>
        )}
        {phase === 'failed' && (
          <p className="scene-message" role="alert">
            The robot does not move: {problem}
          </p>
        )}
      </div>
      <Hideable id="robot-controls">
        <LiveControls />
      </Hideable>
      <div className="scene-foot">
        <Hideable id="robot-controls">
          <CastChoice />
        </Hideable>
        <LiveStatusLine />
      </div>
      {scene && <p className="help scene-summary">{scene.summary}</p>}
    </Panel>
  );
}
