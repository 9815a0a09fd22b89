/**
 * @file Scripted demonstrations of Can, played through the same seven numbers a policy has.
 *
 * Like Lift's expert it is a vector field: what it does follows from the observation, and the phase can be seen in it.
 * High and aside means approach, above means descend, around the can means close, fingers on the can means carry, and
 * over the compartment means let go. A few choices are drawn for an episode and kept: to which side the hand is turned,
 * on which side a path swings out, how fast and how high it goes.
 */
import type { Random } from '../../random/random.ts';
import type { Expert, ExpertDefinition } from '../scene.ts';
import { type CarryingTemper, type Hand, heading, limit, moveBy, ramp, readHand, turnGain } from './demonstrator.ts';

/** Metres and radians */
const shape = {
  /** Of the fingertips above the can's middle in a grasp */
  grip: 0.018,
  /** Kept above that until the gripper is over the can, turned and open */
  hover: 0.075,
  /** The hand is turned by this, to either side */
  turn: 0.5,
  /** Turned less than this, either side is taken */
  evenTurn: 0.12,
  /** Around the grasp pose, the gripper closes */
  graspRadius: 0.016,
  graspHeight: 0.014,
  /** The fingers have stopped on the can below the first, and are sure to have below the second */
  touching: [0.0285, 0.0263],
  /** The can is not this thin: it was missed */
  missed: 0.022,
  /** Heights of the can's middle between which it comes free of the walls */
  free: [0.925, 0.95],
  /** How far aside the way to the can and the way over the walls swing out */
  arc: [0.01, 0.03],
  carryArc: [0.02, 0.05],
  /** Near the middle of the compartment's part that the arm reaches upright; within the radius it lets go */
  target: [0.142, 0.338],
  targetRadius: 0.025,
} as const;

interface Temper extends CarryingTemper {
  /** To which side the hand turns where both are as near; −1 or 1 */
  readonly turnSide: number;
}

class CanDemonstrator implements Expert {
  private readonly temper: Temper;
  private step = 0;

  constructor(random: Random) {
    this.temper = {
      speed: random.uniform(0.85, 1),
      carrySpeed: random.uniform(0.85, 1),
      height: random.uniform(0.96, 0.985),
      arc: random.choice([-1, 1]) * random.uniform(...shape.arc),
      carryArc: random.choice([-1, 1]) * random.uniform(...shape.carryArc),
      turnSide: random.choice([-1, 1]),
      pause: random.integer(3),
    };
  }

  act(observation: ArrayLike<number>): Float64Array {
    // The fingers open meanwhile, so that the pause can be seen to end.
    if (this.step++ < this.temper.pause) return Float64Array.of(0, 0, 0, 0, 0, 0, -1);

    const view = readView(observation);
    const { hand, x, y, z, can } = view;
    const isAround = Math.hypot(x, y) < shape.graspRadius && Math.abs(z - shape.grip) < shape.graspHeight;
    const isOverTarget = Math.hypot(shape.target[0] - can[0], shape.target[1] - can[1]) < shape.targetRadius;
    const isGrasping = isAround && hand.finger > shape.missed && !isOverTarget;
    const carry = isGrasping ? ramp(hand.finger, ...shape.touching) : 0;

    const approach = this.approach(view, isAround);
    const along = this.carry(view);
    const move = approach.map((value, i) => (1 - carry) * value + carry * along[i]);
    const turns = limit([...hand.tilt, this.turnLeft(hand)], turnGain, this.temper.speed);
    return Float64Array.of(...move, ...turns, isGrasping ? 1 : -1);
  }

  /** To the place above the can, in an arc, and down when the gripper is over it, turned and open. */
  private approach({ hand, x, y, z }: View, isAround: boolean): number[] {
    const distance = Math.hypot(x, y);
    const wait = Math.max(
      ramp(distance, 0.007, 0.028),
      ramp(Math.abs(this.turnLeft(hand)), 0.12, 0.35),
      isAround ? 0 : ramp(hand.finger, 0.037, 0.033),
    );
    const aside = (this.temper.arc * ramp(distance, 0.03, 0.15)) / Math.max(distance, 0.03);
    const error = [-x - aside * y, -y + aside * x, shape.grip + wait * shape.hover - z];
    return moveBy(error, this.temper.speed, this.temper.speed);
  }

  /** Up, and over the walls to the compartment, in an arc; sideways only as far as the can is free. */
  private carry({ can: [x, y, z] }: View): number[] {
    const free = Math.max(ramp(z, ...shape.free), 0.7 * ramp(y, -0.09, -0.17));
    const aside = this.temper.carryArc * ramp(y, -0.3, -0.1) * ramp(y, 0.28, 0.1);
    const error = [shape.target[0] + aside - x, shape.target[1] - y, this.temper.height - z];
    return moveBy(error, free * this.temper.carrySpeed, this.temper.carrySpeed);
  }

  /** The turn still to make, rad. */
  private turnLeft(hand: Hand): number {
    const turned = heading(hand);
    const side = Math.abs(turned) < shape.evenTurn ? this.temper.turnSide : Math.sign(turned);
    return side * shape.turn - turned;
  }
}

/** What the expert looks at. */
interface View {
  readonly hand: Hand;
  /** Gripper relative to the can, metres */
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** In the world, metres */
  readonly can: readonly number[];
}

function readView(observation: ArrayLike<number>): View {
  const can = [9, 10, 11].map((i) => observation[i]);
  const [x, y, z] = can.map((value, i) => observation[i] - value);
  return { hand: readHand(observation), x, y, z, can };
}

export const canExpert: ExpertDefinition = {
  id: 'expert',
  description: 'A scripted controller that turns to either side, grasps, and carries over the walls in either arc.',
  playNoise: 0.15,
  create: (random) => new CanDemonstrator(random),
};
