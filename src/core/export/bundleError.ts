/** @file The one error of whatever reads a bundle. */

/** A bundle was refused: which of its files, and why. Nothing of it was used. */
export class BundleError extends Error {
  override readonly name = 'BundleError';

  /** @param file of the bundle, or `bundle` for the whole */
  constructor(
    readonly file: string,
    problem: string,
  ) {
    super(`${file}: ${problem}. The bundle was refused and nothing of it was used.`);
  }
}
