/** @file The camera: glides around a point as a hand asks, and goes along with a body that travels. */
import { PerspectiveCamera, Spherical, Vector3 } from 'three';
import type { Gesture, ViewerCamera } from './protocol.ts';

/** Degrees, MuJoCo's own default */
const fieldOfView = 45;
/** Seconds in which a glide covers 63 % of its way */
const glideTime = 0.07;
/** Radians of polar angle; not below the floor, nor over the top */
const polarLimits = [0.02, 0.495 * Math.PI] as const;
/** Metres */
const distanceLimits = [0.25, 15] as const;
/** Half a turn for a drag over the canvas's height */
const radiansPerHeight = Math.PI;

/** Where the camera is: a point in view, and angles and distance from it. */
interface View {
  readonly target: Vector3;
  azimuth: number;
  polar: number;
  distance: number;
}

export class OrbitCamera {
  readonly camera = new PerspectiveCamera(fieldOfView, 1, 0.02, 100);
  private first: ViewerCamera = { position: [2, -2, 1.5], target: [0, 0, 0.5] };
  private readonly shown: View = { target: new Vector3(), azimuth: 0, polar: 1, distance: 3 };
  private goal: View = { target: new Vector3(), azimuth: 0, polar: 1, distance: 3 };
  /** How far it has gone along with the body, metres */
  private readonly travelled = new Vector3();
  /** Glides to its goal; where not, it is there at once. */
  glides = true;

  constructor() {
    this.camera.up.set(0, 0, 1);
  }

  /** The point in view, metres */
  get target(): Vector3 {
    return this.shown.target;
  }

  /** Jumps to the first view of another scene. */
  setFirstView(view: ViewerCamera): void {
    this.first = view;
    this.travelled.set(0, 0, 0);
    this.goal = viewOf(view, this.travelled);
    this.copyGoal();
    this.place();
  }

  apply(gesture: Gesture): void {
    const { goal } = this;
    switch (gesture.type) {
      case 'orbit':
        goal.azimuth -= gesture.x * radiansPerHeight;
        goal.polar = clamp(goal.polar - gesture.y * radiansPerHeight, polarLimits);
        break;
      case 'pan': {
        // The point under the hand stays under it.
        const scale = 2 * goal.distance * Math.tan((this.camera.fov * Math.PI) / 360);
        const [right, up] = [new Vector3(), new Vector3()];
        this.camera.matrix.extractBasis(right, up, new Vector3());
        goal.target.addScaledVector(right, -gesture.x * scale).addScaledVector(up, gesture.y * scale);
        break;
      }
      case 'zoom':
        goal.distance = clamp(goal.distance * gesture.factor, distanceLimits);
        break;
      case 'reset':
        this.goal = viewOf(this.first, this.travelled);
        // The short way round.
        this.goal.azimuth += 2 * Math.PI * Math.round((this.shown.azimuth - this.goal.azimuth) / (2 * Math.PI));
    }
  }

  /** Keeps its place relative to the followed body; up and down it stays, or a hop would shake the view. */
  follow(x: number, y: number): void {
    const step = new Vector3(x, y, 0).sub(this.travelled);
    this.travelled.add(step);
    this.goal.target.add(step);
    this.shown.target.add(step);
  }

  /** Turns to a body that it will follow from now on, and goes on from there. */
  approach(x: number, y: number): void {
    this.goal.target.set(x, y, this.goal.target.z);
    this.placeOrigin(x, y);
  }

  /** Where the followed body is, for the first view to be that of it. */
  placeOrigin(x: number, y: number): void {
    this.travelled.set(x, y, 0);
  }

  /** @param elapsed seconds since the last update @returns whether it still glides */
  update(elapsed: number): boolean {
    const { shown, goal } = this;
    const share = this.glides ? 1 - Math.exp(-elapsed / glideTime) : 1;
    shown.target.lerp(goal.target, share);
    for (const key of ['azimuth', 'polar', 'distance'] as const) shown[key] += share * (goal[key] - shown[key]);
    const rest =
      shown.target.distanceTo(goal.target) +
      Math.abs(shown.azimuth - goal.azimuth) +
      Math.abs(shown.polar - goal.polar) +
      Math.abs(shown.distance - goal.distance);
    const isGliding = rest > 1e-3;
    if (!isGliding) this.copyGoal();
    this.place();
    return isGliding;
  }

  resize(width: number, height: number): void {
    this.camera.aspect = width / Math.max(1, height);
    // A narrow canvas sees as far from side to side as a square one.
    const halfHeight = Math.tan((fieldOfView * Math.PI) / 360) / Math.min(1, this.camera.aspect);
    this.camera.fov = (360 / Math.PI) * Math.atan(halfHeight);
    this.camera.updateProjectionMatrix();
  }

  private copyGoal(): void {
    const { target, ...angles } = this.goal;
    this.shown.target.copy(target);
    Object.assign(this.shown, angles);
  }

  private place(): void {
    const { target, azimuth, polar, distance } = this.shown;
    const ground = distance * Math.sin(polar);
    this.camera.position
      .set(ground * Math.cos(azimuth), ground * Math.sin(azimuth), distance * Math.cos(polar))
      .add(target);
    this.camera.lookAt(target);
    this.camera.updateMatrix();
  }
}

function viewOf({ position, target }: ViewerCamera, travelled: Vector3): View {
  const offset = new Vector3(...position).sub(new Vector3(...target));
  const { radius, phi } = new Spherical().setFromCartesianCoords(offset.x, offset.z, offset.y);
  return {
    target: new Vector3(...target).add(travelled),
    azimuth: Math.atan2(offset.y, offset.x),
    polar: clamp(phi, polarLimits),
    distance: radius,
  };
}

function clamp(value: number, [low, high]: readonly [number, number]): number {
  return Math.min(high, Math.max(low, value));
}
