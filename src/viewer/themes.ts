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
}

export const stageColors: Readonly<Record<Theme, StageColors>> = {
  light: {
    background: '#eef1f5',
    tiles: ['#dfe4ea', '#d2d9e1'],
    sky: '#ffffff',
    ground: '#c9cfd8',
    hemisphereIntensity: 1.5,
    sunIntensity: 2.2,
  },
  dark: {
    background: '#12151a',
    tiles: ['#222831', '#1a1f27'],
    sky: '#dbe6ff',
    ground: '#2a2f3a',
    hemisphereIntensity: 1.0,
    sunIntensity: 2.2,
  },
};
