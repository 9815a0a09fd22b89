/** @file The stage's colours, so that a robot stands out alike on a light and on a dark page. */

export type Theme = 'light' | 'dark';

export interface StageColors {
  /** Behind everything, and what the floor fades into; the page may take it for the canvas's surroundings */
  readonly background: string;
  readonly tiles: readonly [string, string];
  readonly sky: string;
  readonly ground: string;
  readonly hemisphereIntensity: number;
  readonly sunIntensity: number;
  /** The page's hue of "32 steps" (`--many-steps`) */
  readonly ghost: string;
  readonly contact: string;
  readonly joint: string;
  readonly collision: string;
  /** How bright a scene's own checker is, and how much of the background is mixed into it: it is not what one looks at */
  readonly checkerShade: number;
  readonly checkerHaze: number;
}

export const stageColors: Readonly<Record<Theme, StageColors>> = {
  light: {
    background: '#eef1f5',
    tiles: ['#d9dde3', '#cbd0d8'],
    sky: '#ffffff',
    ground: '#b9c0cb',
    hemisphereIntensity: 1.35,
    sunIntensity: 2.3,
    ghost: '#b85c00',
    contact: '#b0126b',
    joint: '#5b21b6',
    collision: '#0a6b2f',
    checkerShade: 1,
    checkerHaze: 0.08,
  },
  dark: {
    background: '#12151a',
    tiles: ['#262b34', '#1c2028'],
    sky: '#e6ecfa',
    ground: '#343a46',
    hemisphereIntensity: 1.1,
    sunIntensity: 2.2,
    ghost: '#e69f00',
    contact: '#ff7cc3',
    joint: '#c9b0ff',
    collision: '#6ee787',
    checkerShade: 0.45,
    checkerHaze: 0.04,
  },
};
