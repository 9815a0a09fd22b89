/** Training left the finite numbers; the last good snapshot is untouched. */
export class DivergenceError extends Error {
  override readonly name = 'DivergenceError';
  constructor(readonly step: number) {
    super(`the loss stopped being a finite number by step ${step}`);
  }
}
