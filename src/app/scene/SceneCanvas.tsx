/** @file The 3-D view of the live robot: one canvas for the page's life. */
import { useEffect, useRef, useState } from 'react';
import { SceneViewer } from '../../viewer/sceneViewer.ts';
import { useLab, useLabState } from '../LabContext.tsx';
import { useSize } from '../useSize.ts';
import { useTheme } from '../useTheme.ts';

const lostContext = 'The browser took the graphics context away. Training goes on; the scene will be redrawn.';

export function SceneCanvas() {
  const lab = useLab();
  const theme = useTheme();
  const description = useLabState((state) => state.live.description);
  const camera = useLabState((state) => state.scenes.find((scene) => scene.id === state.live.scene)?.camera);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [frame, size] = useSize<HTMLDivElement>();
  const [viewer, setViewer] = useState<SceneViewer | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    const fail = (message: string) => setProblem(`The scene cannot be drawn: ${message} Training works without it.`);
    try {
      const made = new SceneViewer(canvas.current!, {
        onContextLost: (isLost) => setProblem(isLost ? lostContext : null),
        onFailure: fail,
      });
      setViewer(made);
      return () => made.dispose();
    } catch (error) {
      fail((error as Error).message);
    }
  }, []);

  useEffect(() => viewer?.setTheme(theme), [viewer, theme]);

  useEffect(() => {
    if (viewer && size && size.width > 0) viewer.resize(size.width, size.height);
  }, [viewer, size]);

  useEffect(() => {
    if (!viewer || !description || !camera) return;
    viewer.setScene(description, camera);
    return lab.onPose((pose) => viewer.pushPose(pose.poses, pose));
  }, [viewer, description, camera, lab]);

  return (
    <div className="scene-frame" ref={frame}>
      <canvas ref={canvas} aria-label="The robot in its scene; drag to turn, scroll to zoom" role="img" />
      <button type="button" className="quiet on-scene" onClick={() => viewer?.resetCamera()}>
        First view
      </button>
      {problem && <p className="scene-message">{problem}</p>}
    </div>
  );
}
