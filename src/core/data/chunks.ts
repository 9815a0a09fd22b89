/** @file Cuts demonstrations into training examples: an observation and the action chunk that follows it. */
import type { Demonstrations } from './demonstrations.ts';
import { fitNormalizer, type Normalizer, normalize } from './normalizer.ts';

/** Share of episodes kept out of training, whose observations probe the representation. */
const heldOutShare = 0.05;

export interface ChunkDataset {
  readonly count: number;
  /** Normalised, `[count, observationSize]` */
  readonly observations: Float32Array;
  /** Normalised, `[count, Ta·Da]`: the actions at the observation's step and the Ta − 1 after it */
  readonly chunks: Float32Array;
  readonly observationNormalizer: Normalizer;
  readonly actionNormalizer: Normalizer;
  readonly probe: Probe;
}

/** Held-out observations, evenly spread over the held-out episodes. */
export interface Probe {
  readonly count: number;
  /** Normalised, `[count, observationSize]` */
  readonly observations: Float32Array;
  /**
   * What was demonstrated at each, normalised, `[count, Ta·Da]`. Where the episode ends before the chunk does, its last
   * action is repeated.
   */
  readonly chunks: Float32Array;
  /** Where in its episode each stands, 0 … 1, `[count]` */
  readonly phases: Float32Array;
}

/**
 * Every window of `actionHorizon` steps that lies wholly inside an episode. The last 5 % of episodes (at least one,
 * where there are two) are held out.
 * @throws RangeError where no episode is as long as a chunk
 */
export function cutChunks(set: Demonstrations, actionHorizon: number, probeSize: number): ChunkDataset {
  const { observationSize, actionSize, episodes } = set.metadata;
  const observationNormalizer = fitNormalizer(set.observations, observationSize);
  const actionNormalizer = fitNormalizer(set.actions, actionSize);
  const observations = normalize(observationNormalizer, set.observations);
  const actions = normalize(actionNormalizer, set.actions);

  const heldOut = Math.min(episodes.length - 1, Math.max(1, Math.round(episodes.length * heldOutShare)));
  const firstRows = startsOf(episodes);
  const starts: number[] = [];
  for (let episode = 0; episode < episodes.length - heldOut; episode++) {
    for (let step = 0; step + actionHorizon <= episodes[episode].length; step++) {
      starts.push(firstRows[episode] + step);
    }
  }
  if (starts.length === 0) {
    throw new RangeError(`policy.actionHorizon: no demonstration is ${actionHorizon} steps long`);
  }
  return {
    count: starts.length,
    observations: gatherRows(observations, starts, observationSize, observationSize),
    chunks: gatherRows(actions, starts, actionSize, actionSize * actionHorizon),
    observationNormalizer,
    actionNormalizer,
    probe: makeProbe(
      { observations, actions, observationSize, actionSize },
      episodes.slice(-heldOut || undefined),
      actionHorizon,
      probeSize,
    ),
  };
}

/** Every row of every episode, normalised. */
interface NormalizedRows {
  readonly observations: Float32Array;
  readonly actions: Float32Array;
  readonly observationSize: number;
  readonly actionSize: number;
}

function makeProbe(
  { observations, actions, observationSize, actionSize }: NormalizedRows,
  heldOut: readonly { readonly length: number }[],
  actionHorizon: number,
  probeSize: number,
): Probe {
  const places = heldOut.flatMap(({ length }) =>
    Array.from({ length }, (_, step) => ({ phase: step / Math.max(1, length - 1), left: length - step })),
  );
  const firstRow = observations.length / observationSize - places.length;
  const count = Math.min(probeSize, places.length);
  const chosen = Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * places.length) / count));
  const rows = chosen.map((place) => firstRow + place);
  const chunkRows = chosen.flatMap((place) =>
    Array.from({ length: actionHorizon }, (_, ahead) => firstRow + place + Math.min(ahead, places[place].left - 1)),
  );
  return {
    count,
    observations: gatherRows(observations, rows, observationSize, observationSize),
    chunks: gatherRows(actions, chunkRows, actionSize, actionSize),
    phases: Float32Array.from(chosen, (place) => places[place].phase),
  };
}

/** First row of each episode in the concatenated arrays. */
function startsOf(episodes: readonly { readonly length: number }[]): number[] {
  let row = 0;
  return episodes.map(({ length }) => {
    const start = row;
    row += length;
    return start;
  });
}

/** Copies `width` values from each of the rows. */
function gatherRows(values: Float32Array, rows: readonly number[], rowSize: number, width: number): Float32Array {
  const gathered = new Float32Array(rows.length * width);
  rows.forEach((row, i) => {
    gathered.set(values.subarray(row * rowSize, row * rowSize + width), i * width);
  });
  return gathered;
}
