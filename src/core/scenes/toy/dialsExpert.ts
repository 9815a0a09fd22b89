/**
 * @file Demonstrations of Dials: straight to one of the two doors that the dials name, each equally often.
 *
 * Whatever the dials read, the mean of the two ways is to stand still: it says nothing of the reading.
 */
import type { Random } from '../../random/random.ts';
import type { Expert, ExpertDefinition } from '../scene.ts';
import { doorAngle } from './dialsModel.ts';

/** Radians: one standard deviation of where an episode aims beside the door's middle */
const aim = 0.05;

class DialReader implements Expert {
  private readonly turn: number;

  constructor(random: Random) {
    this.turn = random.choice([0, Math.PI]) + random.normal(0, aim);
  }

  act([first, second]: readonly number[] & ArrayLike<number>): Float64Array {
    const angle = doorAngle(first, second) + this.turn;
    return Float64Array.of(Math.cos(angle), Math.sin(angle));
  }
}

export const dialsExpert: ExpertDefinition = {
  id: 'expert',
  description: 'Picks one of the two doors at random and drives straight through it, at full speed.',
  create: (random) => new DialReader(random),
};
