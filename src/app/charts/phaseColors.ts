/** @file The colours of the phase in the episode, from its start to its end; the theme gives them their values. */
export const phaseColors = Array.from({ length: 8 }, (_, i) => `var(--phase-${i})`);

/** Which colour a phase of 0 … 1 has. */
export function bucketOf(phase: number): number {
  return Math.min(phaseColors.length - 1, Math.max(0, Math.floor(phase * phaseColors.length)));
}
