/** @file The middle of the page: the robot, which policy moves it, and how it does. */
import { useLabState } from '../LabContext.tsx';
import { Panel } from '../Panel.tsx';
import { LiveControls } from './LiveControls.tsx';
import { LiveStatusLine } from './LiveStatusLine.tsx';
import { PolicyLabel } from './PolicyLabel.tsx';
import { SceneCanvas } from './SceneCanvas.tsx';

export function ScenePanel() {
  const scene = useLabState((state) => state.scenes.find((candidate) => candidate.id === state.live.scene));
  const phase = useLabState((state) => state.live.phase);
  const problem = useLabState((state) => state.live.problem);
  return (
    <Panel title={scene?.title ?? 'Scene'} className="scene" actions={<PolicyLabel />}>
      <div className="stage" data-live={phase}>
        <SceneCanvas />
        {phase === 'loading' && <p className="scene-message">Loading the scene…</p>}
        {phase === 'failed' && (
          <p className="scene-message" role="alert">
            The robot does not move: {problem}
          </p>
        )}
      </div>
      <div className="scene-foot">
        <LiveControls />
        <LiveStatusLine />
      </div>
      {scene && <p className="help">{scene.summary}</p>}
    </Panel>
  );
}
