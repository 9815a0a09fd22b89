/**
 * @file The 3-D view: draws a scene description and a stream of poses on a canvas. It knows no physics and no learning.
 */
import type { SceneDescription } from '../core/physics/environment.ts';

export type Theme = 'light' | 'dark';

/** A first view: metres, z up. The camera moves along with the named body where one is given. */
export interface ViewerCamera {
  readonly position: readonly [number, number, number];
  readonly target: readonly [number, number, number];
  readonly follow?: string;
}

export interface PoseFrame {
  /** Poses of different episodes are not interpolated. */
  readonly episode: number;
  /** Seconds of simulated time since the episode began */
  readonly time: number;
}

export interface SceneViewerOptions {
  readonly theme?: Theme;
  /** The graphics context went away (`true`) or came back (`false`); what was drawn is rebuilt by itself. */
  onContextLost?(isLost: boolean): void;
}

/** Which set of bodies a pose moves: the robot, or a second, see-through one beside it. */
export type BodySet = 'main' | 'ghost';

/**
 * A scene on a canvas.
 *
 *     const viewer = new SceneViewer(canvas, { theme: 'dark' });
 *     viewer.setScene(description, facts.camera);
 *     viewer.resize(width, height);
 *     client.on('pose', (pose) => viewer.pushPose(pose.poses, pose));
 *     viewer.dispose();
 */
export class SceneViewer {
  /** @throws Error where the browser gives no WebGL context */
  constructor(
    readonly canvas: HTMLCanvasElement,
    readonly options: SceneViewerOptions = {},
  ) {}

  /** Draws another scene, from its camera's first view. Bodies stand at the origin until the first pose. */
  setScene(_description: SceneDescription, _camera: ViewerCamera): void {}

  /**
   * Moves the bodies to a new pose, smoothly from the one shown now.
   * @param _poses `[bodies, 7]`: position in metres, quaternion wxyz; kept, so do not write to it
   * @throws RangeError where the pose has another number of bodies than the scene
   */
  pushPose(_poses: Float32Array, _frame: PoseFrame, _set: BodySet = 'main'): void {}

  /** Shows or hides the see-through second set of bodies. */
  setGhostVisible(_isVisible: boolean): void {}

  /** Back to the scene's first view. */
  resetCamera(): void {}

  /** @param _width CSS pixels @param _height CSS pixels */
  resize(_width: number, _height: number): void {}

  setTheme(_theme: Theme): void {}

  /** Frees the graphics memory; the canvas may be used for another viewer. */
  dispose(): void {}
}
