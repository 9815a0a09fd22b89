/**
 * @file Demonstrations of Detour: past the pillar on the left or on the right, each equally often.
 *
 * The side is drawn once an episode. Everything else follows from the position, so that after the first action whoever
 * looks can tell which side was taken; before it nobody can, and the mean of the two ways leads into the pillar.
 */
import type { Random } from '../../random/random.ts';
import type { Expert, ExpertDefinition } from '../scene.ts';

/** Metres */
const shape = {
  /** How far aside the puck passes the pillar */
  lane: 0.29,
  /** Between these it turns from its lane to the goal */
  turn: [0.14, 0.28],
  /** Off its way by this, it steers at three quarters of the sharpest turn */
  softness: 0.08,
} as const;

/** Share of the speed that goes sideways at most: gently into the lane, sharply to the goal */
const sharpest = { aside: 0.7, back: 0.97 } as const;

class Detourist implements Expert {
  /** −1 right, 1 left */
  private readonly side: number;
  private readonly speed: number;

  constructor(random: Random) {
    this.side = random.choice([-1, 1]);
    this.speed = random.uniform(0.85, 1);
  }

  act([x, y]: readonly number[] & ArrayLike<number>): Float64Array {
    const aside = sharpest.aside * Math.tanh((this.side * shape.lane - y) / shape.softness);
    const back = -sharpest.back * Math.tanh(y / shape.softness);
    const turn = smoothStep(x, ...shape.turn);
    const sideways = (1 - turn) * aside + turn * back;
    const forward = Math.sqrt(1 - sideways * sideways);
    return Float64Array.of(this.speed * forward, this.speed * sideways);
  }
}

/** 0 up to `from`, 1 from `to` on, smooth in between. */
function smoothStep(value: number, from: number, to: number): number {
  const share = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return share * share * (3 - 2 * share);
}

export const detourExpert: ExpertDefinition = {
  id: 'expert',
  description: 'Picks a side at random, passes the pillar there and turns back to the middle; its speed varies.',
  playNoise: 0.1,
  create: (random) => new Detourist(random),
};
