/** @file The camera: orbits a point at the user's hand, and goes along with a body that travels. */
import { PerspectiveCamera, Vector3 } from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';

/**
 * A first view: metres, z up. Where a body is named the camera goes along with it horizontally, and position and target
 * hold for that body standing at the origin.
 */
export interface ViewerCamera {
  readonly position: readonly [number, number, number];
  readonly target: readonly [number, number, number];
  readonly follow?: string;
}

export class FollowCamera {
  readonly camera = new PerspectiveCamera(45, 1, 0.02, 100);
  readonly controls: OrbitControls;
  private view: ViewerCamera = { position: [2, -2, 1.5], target: [0, 0, 0.5] };
  /** How far it has gone along, metres */
  private readonly travelled = new Vector3();

  constructor(canvas: HTMLCanvasElement, onChange: () => void) {
    this.camera.up.set(0, 0, 1);
    this.controls = new OrbitControls(this.camera, canvas);
    this.controls.enableDamping = true;
    this.controls.dampingFactor = 0.12;
    this.controls.minDistance = 0.3;
    this.controls.maxDistance = 12;
    // Not below the floor.
    this.controls.maxPolarAngle = 0.495 * Math.PI;
    this.controls.addEventListener('change', onChange);
  }

  get target(): Vector3 {
    return this.controls.target;
  }

  setView(view: ViewerCamera): void {
    this.view = view;
    this.travelled.set(0, 0, 0);
    this.reset();
  }

  reset(): void {
    this.controls.target.set(...this.view.target).add(this.travelled);
    this.camera.position.set(...this.view.position).add(this.travelled);
    this.controls.update();
  }

  /** Keeps its place relative to the followed body; up and down it stays, or a hop would shake the view. */
  follow(x: number, y: number): void {
    const step = new Vector3(x - this.travelled.x, y - this.travelled.y, 0);
    this.travelled.add(step);
    this.controls.target.add(step);
    this.camera.position.add(step);
  }

  /** @returns whether the camera still glides */
  update(): boolean {
    return this.controls.update();
  }

  resize(width: number, height: number): void {
    this.camera.aspect = width / Math.max(1, height);
    // A narrow canvas sees as much from side to side as a square one.
    this.camera.fov =
      this.camera.aspect >= 1 ? 45 : (360 / Math.PI) * Math.atan(Math.tan(Math.PI / 8) / this.camera.aspect);
    this.camera.updateProjectionMatrix();
  }

  dispose(): void {
    this.controls.dispose();
  }
}
