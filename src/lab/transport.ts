/** @file What a transport moves: the lab's own run, or the two of a pair. */

export interface Transport {
  /** Starts a run with the form's settings, or goes on with the one there is. */
  play(): Promise<void>;
  pause(): Promise<void>;
  /** One optimiser step. */
  step(): Promise<void>;
  /** Back to before the first step, with the form's settings and the same seed. */
  reset(): Promise<void>;
  /** Another seed in the form, and back to before the first step. */
  newSeed(seed: number): Promise<void>;
  /** Training takes a few steps a second, each of which moves the robot; the numbers stay the same. */
  setSlowMotion(slowMotion: boolean): Promise<void>;
}
