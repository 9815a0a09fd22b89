/**
 * @file The 3-D view: draws a scene description and a stream of poses on a canvas. It knows no physics and no learning.
 *
 *     const viewer = new SceneViewer(canvas, { theme: 'dark', onFailure: say });
 *     viewer.setScene(description, facts.camera, newtonsPerMetre);
 *     viewer.resize(width, height);
 *     client.on('pose', (pose) => viewer.pushPose({ poses: pose.poses, ghost: null, contacts: null }, pose));
 *     viewer.dispose();
 *
 * All drawing happens in a worker of its own, three.js included: on a machine without a GPU a frame takes longer than
 * the page may stand still, and wherever training uses the GPU, drawing waits for it.
 */
import type { SceneDescription } from '../core/physics/environment.ts';
import { DrawingWorker } from './drawingWorker.ts';
import { listenForGestures } from './gestures.ts';
import type { PoseFrame, ViewerCamera, ViewerOverlays, ViewerPose } from './protocol.ts';
import type { Theme } from './themes.ts';

export type { PoseFrame, ViewerCamera, ViewerOverlays, ViewerPose } from './protocol.ts';
export { type StageColors, stageColors, type Theme } from './themes.ts';

export interface SceneViewerOptions {
  readonly theme?: Theme;
  /** The scene is to be seen: its first frame with bodies in it was drawn. */
  onDrawn?(): void;
  /** The graphics context went away (`true`) or came back (`false`); what was drawn is rebuilt by itself. */
  onContextLost?(isLost: boolean): void;
  /** The worker that draws died or hangs. A canvas can be handed over only once: the next viewer needs another one. */
  onDeath?(): void;
  /** Nothing can be drawn: there is no WebGL, or the drawing code could not be loaded. A whole sentence. */
  onFailure?(message: string): void;
}

export class SceneViewer {
  private readonly drawing: DrawingWorker;
  private readonly stopGestures: () => void;
  private readonly visibility: IntersectionObserver;
  private isOnScreen = true;
  /** Scenes that were set so far */
  private scenes = 0;

  /**
   * @param canvas a canvas without a context; its viewer may be replaced at once, but not a second after `dispose`
   * @throws Error where the browser cannot draw on it from a worker
   */
  constructor(
    readonly canvas: HTMLCanvasElement,
    { theme = 'light', onDrawn, onContextLost, onDeath, onFailure }: SceneViewerOptions = {},
  ) {
    this.drawing = DrawingWorker.of(canvas);
    this.drawing.onReport = (report) => {
      if (report.type === 'drawn' && report.number === this.scenes) onDrawn?.();
      if (report.type === 'contextLost') onContextLost?.(report.isLost);
      if (report.type === 'failure') onFailure?.(report.message);
    };
    this.drawing.onDeath = () => onDeath?.();
    canvas.style.touchAction = 'none';
    this.stopGestures = listenForGestures(canvas, (gesture) => this.drawing.post({ type: 'gesture', gesture }));
    this.visibility = new IntersectionObserver((entries) => {
      this.isOnScreen = entries.at(-1)!.isIntersecting;
      this.tellWhetherShown();
    });
    this.visibility.observe(canvas);
    document.addEventListener('visibilitychange', this.tellWhetherShown);
    this.setTheme(theme);
  }

  /**
   * Draws another scene, from its camera's first view. What moves appears with the first pose.
   * @param newtonsPerMetre what an arrow of one metre at a contact stands for
   */
  setScene(description: SceneDescription, camera: ViewerCamera, newtonsPerMetre: number): void {
    this.scenes += 1;
    this.drawing.post({ type: 'scene', number: this.scenes, description, camera, newtonsPerMetre });
  }

  /**
   * Moves the bodies to a new pose, smoothly from the one shown now. A pose with another number of bodies than the scene
   * has is taken for one of the scene before, and ignored.
   */
  pushPose({ poses, ghost, contacts }: ViewerPose, { episode, time, speed }: PoseFrame): void {
    this.drawing.post({ type: 'pose', pose: { poses, ghost, contacts }, frame: { episode, time, speed } });
  }

  /** Shows or hides what explains the robot, in this scene and in those after it. */
  setOverlays(overlays: ViewerOverlays): void {
    this.drawing.post({ type: 'overlays', overlays });
  }

  /** Goes along with a body, horizontally. @param body its name; null to stay */
  follow(body: string | null): void {
    this.drawing.post({ type: 'follow', body });
  }

  /** Whether the camera glides to where it is sent, or jumps there. */
  setGlide(isOn: boolean): void {
    this.drawing.post({ type: 'glide', isOn });
  }

  /** Goes back to the scene's first view. */
  resetCamera(): void {
    this.drawing.post({ type: 'gesture', gesture: { type: 'reset' } });
  }

  /** @param width CSS pixels @param height CSS pixels */
  resize(width: number, height: number): void {
    this.drawing.post({ type: 'resize', width, height, pixelRatio: devicePixelRatio });
  }

  setTheme(theme: Theme): void {
    this.drawing.post({ type: 'theme', theme });
  }

  dispose(): void {
    this.stopGestures();
    this.visibility.disconnect();
    document.removeEventListener('visibilitychange', this.tellWhetherShown);
    this.drawing.release();
  }

  private readonly tellWhetherShown = (): void => {
    this.drawing.post({ type: 'shown', isShown: this.isOnScreen && document.visibilityState === 'visible' });
  };
}
