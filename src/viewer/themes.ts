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
  },
};
