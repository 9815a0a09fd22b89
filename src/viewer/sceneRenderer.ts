/** @file Draws the scene, inside the drawing worker. */
import { WebGLRenderer } from 'three';
import { BodyCast } from './bodyCast.ts';
import { isFloor } from './bodySet.ts';
import { OrbitCamera } from './orbitCamera.ts';
import type { Gesture, PoseFrame, ViewerCommand, ViewerMemory, ViewerOverlays, ViewerPose } from './protocol.ts';
import { RenderLoop } from './renderLoop.ts';
import { Stage } from './stage.ts';
import { stageColors, type Theme } from './themes.ts';

/** Radius of a contact's arrow, as a share of how far away the camera stands at first */
const arrowThickness = 0.004;

export interface SceneRendererEvents {
  /** The graphics context went away (`true`) or came back (`false`). */
  onContextLost(isLost: boolean): void;
  /** The first frame of the scene of that number, with its bodies in it, was drawn. */
  onDrawn(number: number): void;
}

export class SceneRenderer {
  private readonly renderer: WebGLRenderer;
  private readonly isSoftware: boolean;
  private readonly stage = new Stage();
  private readonly camera = new OrbitCamera();
  private readonly loop: RenderLoop;
  private theme: Theme = 'light';
  private overlays: ViewerOverlays = { joints: false, collisions: false };
  /** Number of the scene whose bodies were not drawn yet */
  private undrawn: number | null = null;
  private cast: BodyCast | null = null;
  private bodies: readonly string[] = [];
  /** Index of the body that the first view is of; −1 for none */
  private firstFollowed = -1;
  /** Index of the body that the camera goes along with; −1 for none */
  private followed = -1;
  /** Turns to the followed body before it goes along with it. */
  private isApproaching = false;

  /** @throws Error where the browser gives no WebGL context */
  constructor(
    canvas: OffscreenCanvas,
    private readonly events: SceneRendererEvents,
  ) {
    try {
      this.renderer = new WebGLRenderer({ canvas, antialias: true, powerPreference: 'low-power' });
    } catch (cause) {
      throw new Error('this browser gives no WebGL.', { cause });
    }
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
      events.onContextLost(true);
    });
    canvas.addEventListener('webglcontextrestored', () => {
      // three uploads everything again with the next frame.
      this.loop.release('context');
      events.onContextLost(false);
    });
  }

  setScene({ number, description, camera, newtonsPerMetre }: Extract<ViewerCommand, { type: 'scene' }>): void {
    this.clear();
    this.bodies = description.bodies;
    this.firstFollowed = camera.follow === undefined ? -1 : this.bodies.indexOf(camera.follow);
    this.followed = this.firstFollowed;
    const floor = description.geoms.find(isFloor);
    const distance = Math.hypot(...camera.position.map((value, axis) => value - camera.target[axis]));
    this.stage.prepare(floor ?? null, Math.min(4, Math.max(1.2, 0.8 * distance)));
    const arrows = { newtonsPerMetre, thickness: arrowThickness * distance };
    this.cast = new BodyCast(description, stageColors[this.theme], arrows);
    this.cast.showOverlays(this.overlays);
    this.undrawn = number;
    this.stage.scene.add(this.cast.group);
    this.camera.setFirstView(camera);
    this.loop.request();
  }

  pushPose(pose: ViewerPose, frame: PoseFrame): void {
    this.cast?.push(pose, frame, performance.now());
    this.loop.request();
  }

  /** @param body name of the body to go along with; null, or one that the scene does not have, to stay */
  follow(body: string | null): void {
    const followed = body === null ? -1 : this.bodies.indexOf(body);
    this.isApproaching = followed >= 0 && (followed !== this.followed || this.isApproaching);
    this.followed = followed;
    this.loop.request();
  }

  setOverlays(overlays: ViewerOverlays): void {
    this.overlays = overlays;
    this.cast?.showOverlays(overlays);
    this.loop.request();
  }

  get memory(): ViewerMemory {
    const { memory, programs } = this.renderer.info;
    return { geometries: memory.geometries, textures: memory.textures, programs: programs?.length ?? 0 };
  }

  setGlide(isOn: boolean): void {
    this.camera.glides = isOn;
  }

  gesture(gesture: Gesture): void {
    // The first view is that of its body, wherever that is by now.
    if (gesture.type === 'reset') this.camera.placeOrigin(...(this.cast?.place(this.firstFollowed) ?? [0, 0]));
    this.camera.apply(gesture);
    if (gesture.type === 'reset' && this.followed !== this.firstFollowed) this.isApproaching = this.followed >= 0;
    this.loop.request();
  }

  resize(width: number, height: number, pixelRatio: number): void {
    this.renderer.setPixelRatio(Math.min(pixelRatio, this.isSoftware ? 1 : 2));
    this.renderer.setSize(width, height, false);
    this.camera.resize(width, height);
    this.loop.request();
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    this.stage.setTheme(theme);
    this.cast?.setColors(stageColors[theme]);
    this.loop.request();
  }

  setShown(isShown: boolean): void {
    if (isShown) this.loop.release('hidden');
    else this.loop.hold('hidden');
  }

  /** Back to an empty stage. */
  clear(): void {
    if (this.cast) this.stage.scene.remove(this.cast.group);
    this.cast?.dispose();
    this.cast = null;
    this.bodies = [];
    this.isApproaching = false;
    this.stage.prepare(null, 1);
    this.loop.request();
  }

  /** @returns whether the next frame will differ from this one */
  private draw(elapsed: number): boolean {
    const isMoving = this.cast?.update(performance.now()) ?? false;
    const place = this.cast?.place(this.followed);
    if (place) {
      if (this.isApproaching) this.camera.approach(...place);
      else this.camera.follow(...place);
      this.isApproaching = false;
    }
    const isGliding = this.camera.update(elapsed);
    this.stage.centerOn(this.camera.target);
    this.renderer.render(this.stage.scene, this.camera.camera);
    if (this.undrawn !== null && this.cast?.hasPose) {
      this.events.onDrawn(this.undrawn);
      this.undrawn = null;
    }
    return isMoving || isGliding;
  }
}

function isSoftwareRendered(renderer: WebGLRenderer): boolean {
  const context = renderer.getContext();
  const names = context.getExtension('WEBGL_debug_renderer_info');
  const name = names ? String(context.getParameter(names.UNMASKED_RENDERER_WEBGL)) : '';
  return /swiftshader|llvmpipe|software|basic render/i.test(name);
}
