/** @file The colours of a ramp from low to high; the theme gives them their values. */
export const phaseColors = Array.from({ length: 8 }, (_, i) => `var(--phase-${i})`);
