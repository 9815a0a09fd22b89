/** @file What both InfoNCE losses are to compiled programs: log mean_{i,j} exp(−s·‖zᵢ−zⱼ‖²), diagonal included. */
import { f32, type PairTerms } from './terms.ts';

/** @param sharpness s @param isUnit of rows divided by their lengths */
export function infonceTerms(sharpness: number, batch: number, isUnit: boolean): PairTerms {
  const all = Math.log(batch * batch);
  return {
    ...{ kind: 'pairs', isUnit, diagonal: 1 },
    term: { at: (squared) => Math.exp(-sharpness * squared), wgsl: `exp(${f32(-sharpness)} * squared)` },
    row: { at: (sum) => sum, wgsl: 'sum' },
    outer: { at: (total) => Math.log(total) - all, wgsl: `log(total) - ${f32(all)}` },
    pull: {
      at: (squared, _, __, total) => (-4 * sharpness * Math.exp(-sharpness * squared)) / total,
      wgsl: `${f32(-4 * sharpness)} * exp(${f32(-sharpness)} * squared) / total`,
    },
  };
}
