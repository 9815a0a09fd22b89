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
  /** Simulated seconds per second; 1 where absent */
  readonly speed?: number;
}

/** What is seen at one moment. */
export interface ViewerPose {
  /** `[bodies, 7]`: position in metres, quaternion wxyz */
  readonly poses: Float32Array;
  /** The same of a see-through second robot in the same scene; null for none */
  readonly ghost: Float32Array | null;
  /** `[contacts, 6]`: point in metres, force in newtons, world frame; null for no arrows */
  readonly contacts: Float32Array | null;
}

/** What is drawn on the robot to explain it */
export interface ViewerOverlays {
  readonly joints: boolean;
  readonly collisions: boolean;
}

/** What the graphics context holds for the scene */
export interface ViewerMemory {
  readonly geometries: number;
  readonly textures: number;
  readonly programs: number;
}

/** What a hand does to the view. Lengths are fractions of the canvas's height, x to the right, y down. */
export type Gesture =
  | { readonly type: 'orbit'; readonly x: number; readonly y: number }
  | { readonly type: 'pan'; readonly x: number; readonly y: number }
  /** The distance to the point in view is multiplied by `factor`. */
  | { readonly type: 'zoom'; readonly factor: number }
  | { readonly type: 'reset' };

export type ViewerCommand =
  | { readonly type: 'start'; readonly canvas: OffscreenCanvas }
  | {
      readonly type: 'scene';
      /** Said again once it is drawn */
      readonly number: number;
      readonly description: SceneDescription;
      readonly camera: ViewerCamera;
      /** Newtons that a contact arrow of one metre stands for */
      readonly newtonsPerMetre: number;
    }
  | { readonly type: 'pose'; readonly pose: ViewerPose; readonly frame: PoseFrame }
  | { readonly type: 'overlays'; readonly overlays: ViewerOverlays }
  /** The body that the camera goes along with; null for none */
  | { readonly type: 'follow'; readonly body: string | null }
  /** Whether the camera glides to where it is sent, or is there at once */
  | { readonly type: 'glide'; readonly isOn: boolean }
  | { readonly type: 'gesture'; readonly gesture: Gesture }
  /** CSS pixels */
  | { readonly type: 'resize'; readonly width: number; readonly height: number; readonly pixelRatio: number }
  | { readonly type: 'theme'; readonly theme: Theme }
  /** Whether anybody can see the canvas */
  | { readonly type: 'shown'; readonly isShown: boolean }
  /** Answered with what is held */
  | { readonly type: 'measure' }
  /** Answered with a pong, as a sign of life */
  | { readonly type: 'ping' }
  /** Forgets the scene: another viewer takes over the canvas, or none does. */
  | { readonly type: 'clear' };

export type ViewerReport =
  | { readonly type: 'contextLost'; readonly isLost: boolean }
  /** The first frame of a scene with its bodies in it was drawn. */
  | { readonly type: 'drawn'; readonly number: number }
  | { readonly type: 'memory'; readonly memory: ViewerMemory }
  | { readonly type: 'pong' }
  /** Nothing can be drawn at all. */
  | { readonly type: 'failure'; readonly message: string };
