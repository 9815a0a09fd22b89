/** @file The 3-D view of the live robots, and what can be done with it. */
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { PoseFrame } from '../../viewer/sceneViewer.ts';
import type { LivePose } from '../../workers/physics/protocol.ts';
import { useLab, useLabFields, useLabState } from '../LabContext.tsx';
import { useSize } from '../useSize.ts';
import { useTheme } from '../useTheme.ts';
import { newtonsPerMetre } from './contactScale.ts';
import { followableOf } from './followable.ts';
import { SceneLegend } from './SceneLegend.tsx';
import { SceneTelling } from './SceneTelling.tsx';
import { SceneTools } from './SceneTools.tsx';
import { useReducedMotion } from './useReducedMotion.ts';
import { useSceneViewer } from './useSceneViewer.ts';

export function SceneCanvas() {
  const lab = useLab();
  const theme = useTheme();
  const isStill = useReducedMotion();
  const description = useLabState((state) => state.live.description);
  const scene = useLabState((state) => state.scenes.find((candidate) => candidate.id === state.live.scene));
  const canvas = useRef<HTMLCanvasElement>(null);
  const [frame, size] = useSize<HTMLDivElement>();
  /** The scene that is to be seen; null while it is on its way */
  const [drawn, setDrawn] = useState<string | null>(null);
  const { viewer, generation, problem } = useSceneViewer(canvas, () => setDrawn(scene?.id ?? null));
  const overlays = useLabFields(({ live }) => ({ joints: live.showsJoints, collisions: live.showsCollisions }));
  const tellingId = useId();

  const followable = useMemo(
    () => (scene && description ? followableOf(scene.camera, description.bodies) : null),
    [scene, description],
  );
  const [isFollowing, setFollowing] = useState(false);
  useEffect(() => setFollowing(followable?.isFirst ?? false), [followable]);

  useEffect(() => viewer?.setTheme(theme), [viewer, theme]);
  useEffect(() => viewer?.setGlide(!isStill), [viewer, isStill]);
  useEffect(() => viewer?.setOverlays(overlays), [viewer, overlays]);

  useEffect(() => {
    if (viewer && size && size.width > 0) viewer.resize(size.width, size.height);
  }, [viewer, size]);

  /** The pose that was drawn last, for a viewer that takes another one's place while the robot is paused */
  const lastPose = useRef<LivePose | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a pose belongs to the scene that it was of
  useEffect(() => {
    lastPose.current = null;
  }, [description]);

  useEffect(() => {
    if (!viewer || !description || !scene) return;
    setDrawn(null);
    viewer.setScene(description, scene.camera, newtonsPerMetre(scene.family));
    const draw = (pose: LivePose) => {
      lastPose.current = pose;
      viewer.pushPose({ ...pose, ghost: pose.ghost?.poses ?? null }, frameOf(pose, lab.state.live.speed));
    };
    if (lastPose.current) draw(lastPose.current);
    return lab.onPose(draw);
  }, [viewer, description, scene, lab]);

  useEffect(() => {
    viewer?.follow(isFollowing && followable ? followable.body : null);
  }, [viewer, followable, isFollowing]);

  return (
    <div className="scene-frame" ref={frame} data-drawn={drawn ?? undefined}>
      <canvas
        key={generation}
        ref={canvas}
        // Arrow keys turn the view, as a drag does.
        tabIndex={0}
        role="img"
        aria-label="The robots in their scene. Drag or arrow keys turn the view, scroll or + and − zoom, Home resets it."
        aria-describedby={tellingId}
      />
      <SceneTelling id={tellingId} />
      <SceneTools
        viewer={viewer}
        followable={followable?.said ?? null}
        isFollowing={isFollowing}
        onFollow={setFollowing}
      />
      <SceneLegend />
      {problem && (
        <p className="scene-message" role="status">
          {problem}
        </p>
      )}
    </div>
  );
}

function frameOf({ episode, time, recorded }: LivePose, speed: number): PoseFrame {
  // A moment that is looked back at is shown as it was, not on the way there.
  return { episode, time, speed: recorded ? Number.POSITIVE_INFINITY : speed };
}
