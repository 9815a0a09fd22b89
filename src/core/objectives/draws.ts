/**
 * @file What chance decides in a step of stage 1: which examples, which noise, which times.
 *
 * All of it is a function of the seed and the step, so that a run goes on from its step number alone, and a GPU draws
 * the same for itself.
 */
import type { Experiment } from '../experiment/experiment.ts';
import { type CounterKey, counterKey, counterNormals, counterPermutation, threefry } from '../random/counter.ts';

/** The chance in the loss of one minibatch. */
export interface Drawn {
  /** ε, standard normals, `[batch, Ta·Da]` */
  readonly noise: Float32Array;
  /** `[batch]`, in (0, 1) */
  readonly t: Float32Array;
  /** `[batch]`, r ≤ t */
  readonly r: Float32Array;
  /** Rows with r < t, which come last: du/dt matters for these alone */
  readonly moving: number;
}

type TimeSettings = Pick<Experiment, 'objective.timeMean' | 'objective.timeDeviation' | 'objective.equalTimesShare'>;

/** Keeps the three apart from each other, and from all else that is drawn of the seed. */
export interface DrawKeys {
  readonly examples: CounterKey;
  readonly noise: CounterKey;
  readonly times: CounterKey;
}

export function drawKeys(seed: number): DrawKeys {
  return { examples: counterKey(seed, 1, 0), noise: counterKey(seed, 1, 1), times: counterKey(seed, 1, 2) };
}

/**
 * Examples of a step's minibatch: each once an epoch, in another order each time; the tail that no longer fills a batch
 * is left out of its epoch. Fewer examples than a batch has are drawn with replacement.
 * @param count examples in all
 * @returns indices, `[batch]`
 */
export function drawExamples({ examples }: DrawKeys, step: number, batch: number, count: number): Uint32Array {
  if (batch > count) return Uint32Array.from({ length: batch }, (_, i) => threefry(examples, i, step)[0] % count);
  const perEpoch = Math.floor(count / batch);
  const [epoch, cursor] = [Math.floor(step / perEpoch), (step % perEpoch) * batch];
  return Uint32Array.from({ length: batch }, (_, i) => counterPermutation(examples, epoch, cursor + i, count));
}

/** @param size numbers in a chunk, Ta·Da */
export function drawBatch(keys: DrawKeys, step: number, batch: number, size: number, settings: TimeSettings): Drawn {
  return { noise: counterNormals(keys.noise, step, batch, size), ...drawTimes(keys, step, batch, settings) };
}

/** Rows of a batch with r < t. */
export function movingRows(batch: number, settings: Pick<TimeSettings, 'objective.equalTimesShare'>): number {
  return batch - Math.round(batch * settings['objective.equalTimesShare']);
}

/**
 * Two logit-normal times a sample, the larger is t and the smaller r; in the first `equalTimesShare` of the batch r = t.
 * Which samples those are does not matter, since the batch itself is in random order.
 * @see reference/dmpo.md section 1.2
 */
function drawTimes({ times }: DrawKeys, step: number, batch: number, settings: TimeSettings): Omit<Drawn, 'noise'> {
  const [mean, deviation] = [settings['objective.timeMean'], settings['objective.timeDeviation']];
  const moving = movingRows(batch, settings);
  const normals = counterNormals(times, step, batch, 2);
  const [t, r] = [new Float32Array(batch), new Float32Array(batch)];
  for (let i = 0; i < batch; i++) {
    const [first, second] = [0, 1].map((column) => sigmoid(mean + deviation * normals[2 * i + column]));
    t[i] = Math.max(first, second);
    r[i] = i < batch - moving ? t[i] : Math.min(first, second);
  }
  return { t, r, moving };
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
