/** @file The inspection worker's contract: one policy opened up, at one observation. */

export type InspectionService = {
  requests: {
    /** Takes a policy file, in place of the one before. */
    load: { input: { policy: Uint8Array }; output: InspectedPolicy };
    /** z₁ of a seed, standard normal, `[Ta·Da]` */
    noise: { input: { seed: number }; output: Float32Array };
    /** One noise, carried to an action chunk by one call and by many. */
    trace: { input: TraceInput; output: Trace };
    /** The instantaneous velocity on a grid of the action plane. Rejects where a chunk is not two numbers. */
    field: { input: FieldInput; output: Field };
    /** Where many noises land. A newer cloud that is asked for ends an older one with an AbortError. */
    cloud: { input: CloudInput; output: Cloud };
  };
  events: Record<never, never>;
};

export interface InspectedPolicy {
  readonly scene: string;
  readonly observationSize: number;
  readonly actionHorizon: number;
  readonly actionSize: number;
}

export interface TraceInput {
  /** Raw units, `[observationSize]` */
  readonly observation: Float32Array;
  /** z₁, `[Ta·Da]` */
  readonly noise: Float32Array;
  /** Small steps K */
  readonly steps: number;
}

/** Everything but actions is in normalised action units, and not clamped. */
export interface Trace {
  readonly noise: Float32Array;
  /** u(z₁, 0, 1), `[Ta·Da]`: what one call says */
  readonly averageVelocity: Float32Array;
  /** z₁ − u(z₁, 0, 1), `[Ta·Da]` */
  readonly oneStep: Float32Array;
  /** z at t = 1, 1 − 1/K, … 0, `[K + 1, Ta·Da]`; the last row is where the small steps land */
  readonly path: Float32Array;
  /** v(z, t) at each state of the path, `[K + 1, Ta·Da]` */
  readonly velocities: Float32Array;
  /** Raw actions, within the demonstrations' range, `[Ta·Da]` each */
  readonly actions: { readonly oneStep: Float32Array; readonly manySteps: Float32Array };
}

export interface FieldInput {
  readonly observation: Float32Array;
  /** t in [0, 1]; 1 is noise */
  readonly time: number;
  /** Points along each side of the square from −reach to reach */
  readonly points: number;
  readonly reach: number;
}

export interface Field {
  readonly time: number;
  /** Row by row from −reach up, `[points², 2]` */
  readonly positions: Float32Array;
  /** v(z, t), `[points², 2]` */
  readonly velocities: Float32Array;
}

export interface CloudInput {
  readonly observation: Float32Array;
  readonly seed: number;
  readonly count: number;
  readonly steps: number;
}

/** Landings of the same noises, `[count, Ta·Da]`, normalised and not clamped. */
export interface Cloud {
  readonly noises: Float32Array;
  readonly oneStep: Float32Array;
  readonly manySteps: Float32Array;
}
