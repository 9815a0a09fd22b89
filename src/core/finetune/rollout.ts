/** @file What the robots played between two updates, decision by decision, and what the critic makes of it. */
import { estimateAdvantages, explainedVariance } from './advantages.ts';
import type { RolloutBatch } from './finetuneStep.ts';
import type { RewardScale } from './rewardScale.ts';

/** One decision of every robot. */
export interface RolloutEntry {
  /** Normalised, `[robots, observationSize]` */
  readonly observations: Float32Array;
  /** `[robots, (K + 1)·Ta·Da]` */
  readonly chains: Float32Array;
  /** `[robots]` */
  readonly rewards: Float64Array;
  readonly terminated: Uint8Array;
  readonly ended: Uint8Array;
  /** What the decision led to, before any reset; normalised, `[robots, observationSize]` */
  readonly nextObservations: Float32Array;
}

export interface JudgedRollout {
  readonly batch: RolloutBatch;
  readonly explainedVariance: number;
}

/**
 * @param valuesOf the critic: normalised observations, `[count, observationSize]`, to values, `[count]`
 */
export async function judgeRollout(
  entries: readonly RolloutEntry[],
  rewardScale: RewardScale,
  { discount, lambda }: { readonly discount: number; readonly lambda: number },
  valuesOf: (observations: Float32Array, count: number) => Promise<Float32Array>,
): Promise<JudgedRollout> {
  const decisions = entries.length;
  const robots = entries[0].rewards.length;
  const size = entries[0].observations.length / robots;
  const observations = joined(entries.map((entry) => entry.observations));
  const [terminated, ended] = [
    joinedBytes(entries.map((entry) => entry.terminated)),
    joinedBytes(entries.map((entry) => entry.ended)),
  ];
  // Where an episode goes on, what follows is the next decision's own observation; elsewhere it is looked at apart.
  const count = decisions * robots;
  const apart = Array.from({ length: count }, (_, i) => i).filter(
    (i) => !terminated[i] && (ended[i] || i >= count - robots),
  );
  const others = apart.map((i) => {
    const robot = i % robots;
    return entries[Math.floor(i / robots)].nextObservations.subarray(robot * size, (robot + 1) * size);
  });
  const all = rewardScale.hold(await valuesOf(joined([observations, ...others]), count + apart.length));
  const values = all.slice(0, count);
  const nextValues = new Float32Array(count);
  for (let i = 0; i + robots < count; i++) nextValues[i] = values[i + robots];
  apart.forEach((i, k) => {
    nextValues[i] = all[count + k];
  });
  const rewards = rewardScale.scale(joinedDoubles(entries.map((entry) => entry.rewards)));
  const played = { decisions, robots, rewards, values, nextValues, terminated, ended };
  const { advantages, targets } = estimateAdvantages(played, discount, lambda);
  const chains = joined(entries.map((entry) => entry.chains));
  return {
    batch: { count, observations, chains, advantages, targets },
    explainedVariance: explainedVariance(values, targets),
  };
}

function joined(rows: readonly Float32Array[]): Float32Array {
  return place(rows, new Float32Array(lengthOf(rows)));
}

function joinedDoubles(rows: readonly Float64Array[]): Float64Array {
  return place(rows, new Float64Array(lengthOf(rows)));
}

function joinedBytes(rows: readonly Uint8Array[]): Uint8Array {
  return place(rows, new Uint8Array(lengthOf(rows)));
}

function lengthOf(rows: readonly ArrayLike<number>[]): number {
  return rows.reduce((sum, row) => sum + row.length, 0);
}

function place<T extends Float32Array | Float64Array | Uint8Array>(rows: readonly ArrayLike<number>[], whole: T): T {
  let offset = 0;
  for (const row of rows) {
    whole.set(row, offset);
    offset += row.length;
  }
  return whole;
}
