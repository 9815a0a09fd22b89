/** @file Where an iteration's time goes. Time comes from outside; without it nothing is measured. */
import type { IterationTiming } from '../experiment/records.ts';

type Part = 'physics' | 'inference' | 'learning';

export class IterationClock {
  private begun: number | null = null;
  private spent: Record<Part, number> = { physics: 0, inference: 0, learning: 0 };
  /** Between two calls others may have had their turn: only what is inside counts. */
  private inside = 0;

  /** @param now milliseconds */
  constructor(private readonly now?: () => number) {}

  begin(): void {
    this.begun ??= this.now?.() ?? null;
  }

  async measure<T>(part: Part, work: () => Promise<T>): Promise<T> {
    if (!this.now) return work();
    const start = this.now();
    try {
      return await work();
    } finally {
      const seconds = (this.now() - start) / 1000;
      this.spent[part] += seconds;
      this.inside += seconds;
    }
  }

  /** @param envSteps control steps of the iteration */
  end(envSteps: number): IterationTiming | undefined {
    if (!this.now || this.begun === null) return undefined;
    const { spent, inside: seconds } = this;
    this.begun = null;
    this.spent = { physics: 0, inference: 0, learning: 0 };
    this.inside = 0;
    return { seconds, ...spent, envStepsPerSecond: seconds > 0 ? envSteps / seconds : 0 };
  }
}
