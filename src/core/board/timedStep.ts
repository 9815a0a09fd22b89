/** @file A training step under the clock. Each starts from the same weights and draws the same noise. */
export interface TimedStep {
  /** One optimiser step; resolves when the next may follow. */
  advance(): void | Promise<void>;
  /** The last step's loss, on the CPU. */
  readLoss(): Promise<number>;
  dispose(): void;
}

/** One step, to the loss on the CPU. */
export async function runStep(step: TimedStep): Promise<number> {
  await step.advance();
  return step.readLoss();
}
