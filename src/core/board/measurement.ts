/** @file What the board is made of: measurements, each a list of parts, each of which comes to one line of JSON. */
import type { ActiveBackend, BackendName } from '../policy/tensorBackend.ts';

/** The machine, as far as measurements may ask it for something. */
export interface BoardHome {
  /** Milliseconds, from any origin */
  clock(): number;
  /** Awaited between turns, and not timed: others of the thread take a turn. Throws where the board was cancelled. */
  rest(): Promise<void>;
  /** Makes a backend the tensor engine's own. @throws Error that says why it cannot be started here */
  startBackend(backend: BackendName): Promise<ActiveBackend>;
}

export interface BoardOptions extends BoardHome {
  /** Turns of each thing compared */
  readonly rounds: number;
  /** In the order in which they are measured */
  readonly backends: readonly BackendName[];
}

/** What is measured in one go. */
export interface BoardPart<Line extends object = object> {
  /** What it is, for whoever waits for it: `a training step on wasm` */
  readonly said: string;
  measure(): Promise<Line>;
}

export interface BoardMeasurement<Line extends object = object> {
  readonly name: string;
  /** One sentence: what is compared with what */
  readonly summary: string;
  parts(options: BoardOptions): readonly BoardPart<Line>[];
}

/** A line's place where nothing could be measured */
export interface Skipped {
  /** Why, in a sentence */
  readonly skipped: string;
}
