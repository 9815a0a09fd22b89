/** @file How long a control step of each scene takes on this machine: measured when an estimate is first asked for. */
import type { SceneFacts } from '../core/scenes/scene.ts';

export interface StepTimesOptions {
  /** Times a scene, in the worker that moves the live robot: it is there in any case */
  time(scene: string): Promise<{ readonly stepMilliseconds: number }>;
  onTime(scene: string, stepMilliseconds: number): void;
}

/** Milliseconds between two scenes, in which the robot moves on */
const rest = 60;

export class StepTimes {
  private readonly known = new Set<string>();
  private isMeasuring = false;

  constructor(private readonly options: StepTimesOptions) {}

  /** One scene after the other, each once; a variant takes what its scene takes. Never rejects. */
  async measure(scenes: readonly Pick<SceneFacts, 'id' | 'variant'>[]): Promise<void> {
    if (this.isMeasuring) return;
    this.isMeasuring = true;
    try {
      for (const { id, variant } of scenes) {
        if (variant || this.known.has(id)) continue;
        const { stepMilliseconds } = await this.options.time(id);
        this.known.add(id);
        this.options.onTime(id, stepMilliseconds);
        await new Promise((resolve) => setTimeout(resolve, rest));
      }
    } catch {
      // The worker died: an estimate does without, and the next dialog asks again.
    } finally {
      this.isMeasuring = false;
    }
  }
}
