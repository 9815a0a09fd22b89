/**
 * @file The 3-D view: draws a scene description and a stream of poses on a canvas. It knows no physics and no learning.
 *
 *     const viewer = new SceneViewer(canvas, { theme: 'dark' });
 *     viewer.setScene(description, facts.camera);
 *     viewer.resize(width, height);
 *     client.on('pose', (pose) => viewer.pushPose(pose.poses, pose));
 *     viewer.dispose();
 */
import { WebGLRenderer } from 'three';
import type { SceneDescription } from '../core/physics/environment.ts';
import { BodySet, type BodySetKind, isFloor } from './bodySet.ts';
import { FollowCamera, type ViewerCamera } from './followCamera.ts';
import { PoseBlend, type PoseFrame, poseWidth } from './poseBlend.ts';
import { RenderLoop } from './renderLoop.ts';
import { Stage } from './stage.ts';
import type { Theme } from './themes.ts';

export type { BodySetKind } from './bodySet.ts';
export type { ViewerCamera } from './followCamera.ts';
export type { PoseFrame } from './poseBlend.ts';
export { type StageColors, stageColors, type Theme } from './themes.ts';

export interface SceneViewerOptions {
  readonly theme?: Theme;
  /** The graphics context went away (`true`) or came back (`false`); what was drawn is rebuilt by itself. */
  onContextLost?(isLost: boolean): void;
}

/** A set of bodies and the motion it is in */
interface MovingBodies {
  readonly set: BodySet;
  readonly blend: PoseBlend;
}

export class SceneViewer {
  private readonly renderer: WebGLRenderer;
  private readonly stage = new Stage();
  private readonly camera: FollowCamera;
  private readonly loop: RenderLoop;
  private readonly bodySets = new Map<BodySetKind, MovingBodies>();
  private description: SceneDescription | null = null;
  /** Index of the body that the camera goes along with; −1 for none */
  private followed = -1;
  private isGhostVisible = true;

  /** @throws Error where the browser gives no WebGL context */
  constructor(
    readonly canvas: HTMLCanvasElement,
    private readonly options: SceneViewerOptions = {},
  ) {
    this.renderer = new WebGLRenderer({ canvas, antialias: true, powerPreference: 'low-power' });
    this.renderer.shadowMap.enabled = true;
    // Asking a shader for its errors waits for its compilation, on the main thread.
    this.renderer.debug.checkShaderErrors = false;
    this.loop = new RenderLoop(canvas, (now) => this.draw(now));
    this.camera = new FollowCamera(canvas, () => this.loop.request());
    canvas.addEventListener('webglcontextlost', this.onLost);
    canvas.addEventListener('webglcontextrestored', this.onRestored);
    this.setTheme(options.theme ?? 'light');
  }

  /** Draws another scene, from its camera's first view. What moves appears with the first pose. */
  setScene(description: SceneDescription, camera: ViewerCamera): void {
    for (const kind of this.bodySets.keys()) this.removeBodies(kind);
    this.description = description;
    this.followed = camera.follow === undefined ? -1 : description.bodies.indexOf(camera.follow);
    const floor = description.geoms.find(isFloor);
    const distance = Math.hypot(...camera.position.map((value, axis) => value - camera.target[axis]));
    this.stage.prepare(floor ? floor.position[2] : null, Math.min(4, Math.max(1.2, 0.8 * distance)));
    this.addBodies('main', description);
    this.camera.setView(camera);
    this.loop.request();
  }

  /**
   * Moves the bodies to a new pose, smoothly from the one shown now.
   * @param poses `[bodies, 7]`: position in metres, quaternion wxyz; kept, so do not write to it
   * @throws RangeError where the pose has another number of bodies than the scene
   */
  pushPose(poses: Float32Array, frame: PoseFrame, kind: BodySetKind = 'main'): void {
    if (!this.description) return;
    const bodies = this.bodySets.get(kind) ?? this.addBodies(kind, this.description);
    bodies.blend.push(poses, frame, performance.now());
    this.loop.request();
  }

  /** Shows or hides the see-through second set of bodies, which its first pose makes. */
  setGhostVisible(isVisible: boolean): void {
    this.isGhostVisible = isVisible;
    const ghost = this.bodySets.get('ghost');
    if (ghost) ghost.set.group.visible = isVisible;
    this.loop.request();
  }

  /** Back to the scene's first view. */
  resetCamera(): void {
    this.camera.reset();
    this.loop.request();
  }

  /** @param width CSS pixels @param height CSS pixels */
  resize(width: number, height: number): void {
    this.renderer.setPixelRatio(Math.min(devicePixelRatio, 2));
    this.renderer.setSize(width, height, false);
    this.camera.resize(width, height);
    this.loop.request();
  }

  setTheme(theme: Theme): void {
    this.stage.setTheme(theme);
    this.loop.request();
  }

  /** Frees the graphics memory; the canvas may be used for another viewer. */
  dispose(): void {
    this.loop.dispose();
    this.camera.dispose();
    for (const kind of this.bodySets.keys()) this.removeBodies(kind);
    this.stage.dispose();
    this.canvas.removeEventListener('webglcontextlost', this.onLost);
    this.canvas.removeEventListener('webglcontextrestored', this.onRestored);
    this.renderer.dispose();
  }

  private addBodies(kind: BodySetKind, description: SceneDescription): MovingBodies {
    const bodies = { set: new BodySet(description, kind), blend: new PoseBlend(description.bodies.length) };
    bodies.set.group.visible = kind === 'main' || this.isGhostVisible;
    this.bodySets.set(kind, bodies);
    this.stage.scene.add(bodies.set.group);
    return bodies;
  }

  private removeBodies(kind: BodySetKind): void {
    const bodies = this.bodySets.get(kind);
    if (!bodies) return;
    this.stage.scene.remove(bodies.set.group);
    bodies.set.dispose();
    this.bodySets.delete(kind);
  }

  /** @returns whether the next frame will differ from this one */
  private draw(now: number): boolean {
    let isMoving = false;
    for (const { set, blend } of this.bodySets.values()) {
      isMoving = blend.update(now) || isMoving;
      if (blend.hasPose) set.setPoses(blend.shown);
    }
    const blend = this.bodySets.get('main')?.blend;
    if (this.followed >= 0 && blend?.hasPose) {
      const offset = this.followed * poseWidth;
      this.camera.follow(blend.shown[offset], blend.shown[offset + 1]);
    }
    const isGliding = this.camera.update();
    this.stage.centerOn(this.camera.target);
    this.renderer.render(this.stage.scene, this.camera.camera);
    return isMoving || isGliding;
  }

  private readonly onLost = (event: Event): void => {
    // Without this the browser would never give the context back.
    event.preventDefault();
    this.loop.pause();
    this.options.onContextLost?.(true);
  };

  private readonly onRestored = (): void => {
    // three uploads everything again with the next frame.
    this.loop.resume();
    this.options.onContextLost?.(false);
  };
}
