/** @file What a measurement is: one file, one value of this type, one line in the registry. */

export interface MeasurementOptions {
  /** Fewer repetitions: for a look, not for a table */
  readonly isQuick: boolean;
  /** Repetitions of each thing compared */
  readonly rounds: number;
}

export interface Measurement {
  readonly name: string;
  /** One sentence: what is compared with what. */
  readonly summary: string;
  /** Left out unless it is named, because it takes minutes */
  readonly isOnRequest?: boolean;
  /** @param print takes each line as it is ready; the measurement's name is added to it */
  run(options: MeasurementOptions, print: (line: object) => void): Promise<void>;
}
