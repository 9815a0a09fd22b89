/** @file What the page tells the drawing worker, and what it hears back: types only. */
import type { SceneDescription } from '../core/physics/environment.ts';
import type { Theme } from './themes.ts';

/**
 * A first view: metres, z up. Where a body is named the camera goes along with it horizontally, and position and target
 * hold for that body standing at the origin.
 */
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

/** The robot itself, or a see-through second one in the same scene */
export type BodySetKind = 'main' | 'ghost';

/** What a hand does to the view. Lengths are fractions of the canvas's height, x to the right, y down. */
export type Gesture =
  | { readonly type: 'orbit'; readonly x: number; readonly y: number }
  | { readonly type: 'pan'; readonly x: number; readonly y: number }
  /** The distance to the point in view is multiplied by `factor`. */
  | { readonly type: 'zoom'; readonly factor: number }
  | { readonly type: 'reset' };

export type ViewerCommand =
  | { readonly type: 'start'; readonly canvas: OffscreenCanvas }
  | { readonly type: 'scene'; readonly description: SceneDescription; readonly camera: ViewerCamera }
  /** `poses`: `[bodies, 7]`, position in metres, quaternion wxyz */
  | { readonly type: 'pose'; readonly poses: Float32Array; readonly frame: PoseFrame; readonly kind: BodySetKind }
  | { readonly type: 'ghost'; readonly isVisible: boolean }
  | { readonly type: 'gesture'; readonly gesture: Gesture }
  /** CSS pixels */
  | { readonly type: 'resize'; readonly width: number; readonly height: number; readonly pixelRatio: number }
  | { readonly type: 'theme'; readonly theme: Theme }
  /** Whether anybody can see the canvas */
  | { readonly type: 'shown'; readonly isShown: boolean }
  /** Forgets the scene: another viewer takes over the canvas, or none does. */
  | { readonly type: 'clear' };

export type ViewerReport =
  | { readonly type: 'contextLost'; readonly isLost: boolean }
  /** Nothing can be drawn at all. */
  | { readonly type: 'failure'; readonly message: string };
