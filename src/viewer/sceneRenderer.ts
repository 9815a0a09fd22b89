/** @file Draws the scene, inside the drawing worker. */
import { WebGLRenderer } from 'three';
import type { SceneDescription } from '../core/physics/environment.ts';
import { BodySet, isFloor } from './bodySet.ts';
import { OrbitCamera } from './orbitCamera.ts';
import { PoseBlend, poseWidth } from './poseBlend.ts';
import type { BodySetKind, Gesture, PoseFrame, ViewerCamera } from './protocol.ts';
import { RenderLoop } from './renderLoop.ts';
import { Stage } from './stage.ts';
import type { Theme } from './themes.ts';

/** A set of bodies and the motion it is in */
interface MovingBodies {
  readonly set: BodySet;
  readonly blend: PoseBlend;
}

export class SceneRenderer {
  private readonly renderer: WebGLRenderer;
  private readonly isSoftware: boolean;
  private readonly stage = new Stage();
  private readonly camera = new OrbitCamera();
  private readonly loop: RenderLoop;
  private readonly bodySets = new Map<BodySetKind, MovingBodies>();
  private description: SceneDescription | null = null;
  /** Index of the body that the camera goes along with; −1 for none */
  private followed = -1;
  private isGhostVisible = true;

  /**
   * @param onContextLost called with true where the graphics context went away, with false where it came back
   * @throws Error where the browser gives no WebGL context
   */
  constructor(canvas: OffscreenCanvas, onContextLost: (isLost: boolean) => void) {
    this.renderer = new WebGLRenderer({ canvas, antialias: true, powerPreference: 'low-power' });
    this.renderer.shadowMap.enabled = true;
    // Asking a shader for its errors waits for its compilation.
    this.renderer.debug.checkShaderErrors = false;
    this.isSoftware = isSoftwareRendered(this.renderer);
    // Without a GPU, drawing takes cores away from training; half the frames are enough then.
    this.loop = new RenderLoop((elapsed) => this.draw(elapsed), this.isSoftware ? 1 / 30 : 0);
    canvas.addEventListener('webglcontextlost', (event) => {
      // Without this the browser would never give the context back.
      event.preventDefault();
      this.loop.hold('context');
      onContextLost(true);
    });
    canvas.addEventListener('webglcontextrestored', () => {
      // three uploads everything again with the next frame.
      this.loop.release('context');
      onContextLost(false);
    });
  }

  setScene(description: SceneDescription, camera: ViewerCamera): void {
    this.clear();
    this.description = description;
    this.followed = camera.follow === undefined ? -1 : description.bodies.indexOf(camera.follow);
    const floor = description.geoms.find(isFloor);
    const distance = Math.hypot(...camera.position.map((value, axis) => value - camera.target[axis]));
    this.stage.prepare(floor ? floor.position[2] : null, Math.min(4, Math.max(1.2, 0.8 * distance)));
    this.addBodies('main', description);
    this.camera.setFirstView(camera);
    this.loop.request();
  }

  /** Poses of another scene, still on their way, are ignored. */
  pushPose(poses: Float32Array, frame: PoseFrame, kind: BodySetKind): void {
    if (poses.length !== (this.description?.bodies.length ?? 0) * poseWidth) return;
    const bodies = this.bodySets.get(kind) ?? this.addBodies(kind, this.description!);
    bodies.blend.push(poses, frame, performance.now());
    this.loop.request();
  }

  setGhostVisible(isVisible: boolean): void {
    this.isGhostVisible = isVisible;
    const ghost = this.bodySets.get('ghost');
    if (ghost) ghost.set.group.visible = isVisible;
    this.loop.request();
  }

  gesture(gesture: Gesture): void {
    this.camera.apply(gesture);
    this.loop.request();
  }

  resize(width: number, height: number, pixelRatio: number): void {
    this.renderer.setPixelRatio(Math.min(pixelRatio, this.isSoftware ? 1 : 2));
    this.renderer.setSize(width, height, false);
    this.camera.resize(width, height);
    this.loop.request();
  }

  setTheme(theme: Theme): void {
    this.stage.setTheme(theme);
    this.loop.request();
  }

  setShown(isShown: boolean): void {
    if (isShown) this.loop.release('hidden');
    else this.loop.hold('hidden');
  }

  /** Back to an empty stage. */
  clear(): void {
    for (const { set } of this.bodySets.values()) {
      this.stage.scene.remove(set.group);
      set.dispose();
    }
    this.bodySets.clear();
    this.description = null;
    this.stage.prepare(null, 1);
    this.loop.request();
  }

  private addBodies(kind: BodySetKind, description: SceneDescription): MovingBodies {
    const bodies = { set: new BodySet(description, kind), blend: new PoseBlend(description.bodies.length) };
    bodies.set.group.visible = kind === 'main' || this.isGhostVisible;
    this.bodySets.set(kind, bodies);
    this.stage.scene.add(bodies.set.group);
    return bodies;
  }

  /** @returns whether the next frame will differ from this one */
  private draw(elapsed: number): boolean {
    const now = performance.now();
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
    const isGliding = this.camera.update(elapsed);
    this.stage.centerOn(this.camera.target);
    this.renderer.render(this.stage.scene, this.camera.camera);
    return isMoving || isGliding;
  }
}

function isSoftwareRendered(renderer: WebGLRenderer): boolean {
  const context = renderer.getContext();
  const names = context.getExtension('WEBGL_debug_renderer_info');
  const name = names ? String(context.getParameter(names.UNMASKED_RENDERER_WEBGL)) : '';
  return /swiftshader|llvmpipe|software|basic render/i.test(name);
}
