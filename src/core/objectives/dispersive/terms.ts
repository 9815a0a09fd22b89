/**
 * @file A dispersive loss in the form that compiled programs run: closed, with its gradient, for the CPU and in WGSL.
 *
 * A loss of pairs knows features only by the squared distances d²ᵢⱼ of their rows. With Sᵢ = diagonal + Σ_{j≠i} term(d²ᵢⱼ)
 * and R = Σᵢ row(Sᵢ), the loss is outer(R), and its gradient by row i is Σⱼ pull(d²ᵢⱼ, Sᵢ, Sⱼ, R) · (zᵢ − zⱼ).
 */

/** One expression twice: a function, and WGSL over variables of the same names (all f32). */
export interface Expression<Parameters extends readonly number[]> {
  readonly at: (...values: Parameters) => number;
  readonly wgsl: string;
}

export interface PairTerms {
  readonly kind: 'pairs';
  /** The rows are divided by their lengths first */
  readonly isUnit: boolean;
  readonly diagonal: number;
  readonly term: Expression<[squared: number]>;
  readonly row: Expression<[sum: number]>;
  readonly outer: Expression<[total: number]>;
  readonly pull: Expression<[squared: number, sum: number, otherSum: number, total: number]>;
}

/** Σ_{m≠n} C²ₘₙ of the features' covariance: its gradient is 4/(B − 1) · (z − z̄) · C without its diagonal. */
export interface CovarianceTerms {
  readonly kind: 'covariance';
}

export type DispersiveTerms = PairTerms | CovarianceTerms;

/** A number as WGSL's f32. */
export function f32(value: number): string {
  return `f32(${Math.fround(value).toExponential()})`;
}
