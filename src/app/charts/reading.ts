/** @file What a chart says of one training step: in words for its summary, and where it is marked. */

export interface Reading {
  /** The step that was measured, the nearest to the one that is pointed at */
  readonly step: number;
  readonly text: string;
  readonly marks: readonly { readonly value: number; readonly color: string }[];
}

/** Null where nothing was measured yet */
export type ReadStep = (step: number) => Reading | null;
