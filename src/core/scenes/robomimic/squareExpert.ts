/**
 * @file Scripted demonstrations of Square, played through the same seven numbers a policy has.
 *
 * A vector field like Lift's expert. The gripper takes the nut by its handle, in one of two ways half a turn apart, lifts
 * it, turns it until the handle points at the robot (there alone the arm reaches the peg with an upright hand), lowers it
 * over the peg and lets go. Of the two ways it takes the one with less turning; where they are about even, either.
 */
import type { Random } from '../../random/random.ts';
import type { Expert, ExpertDefinition } from '../scene.ts';
import {
  type CarryingTemper,
  type Hand,
  heading,
  limit,
  moveBy,
  ramp,
  readHand,
  turnGain,
  yawOf,
} from './demonstrator.ts';
import { squarePeg } from './pegsArena.ts';

/** Metres and radians */
const shape = {
  /** From the hole's centre to where the handle is taken, along it: open fingers go down beside it, clear of the nut */
  handle: [0.061, 0.067],
  /** Of the fingertips above the nut's middle in a grasp */
  grip: 0.003,
  /** Kept above that until the gripper is over the handle, turned and open */
  hover: 0.06,
  /** Headings that the wrist reaches over the whole table */
  headings: [-1.6, 3.3],
  /** Headings at which the handle points at the robot */
  placeHeadings: [0, Math.PI],
  /** The two ways of taking the handle are even within half of this much turning */
  evenTurn: 0.8,
  /** Around the grasp pose, the gripper closes */
  graspRadius: 0.018,
  graspHeight: 0.012,
  /** The fingers have stopped on the handle below the first, and are sure to have below the second */
  touching: [0.0195, 0.0172],
  /** The handle is not this thin: it was missed */
  missed: 0.012,
  /** How far aside the ways to the nut and to the peg swing out */
  arc: [0.01, 0.03],
  /** Heights of the nut between which it comes free of the peg */
  free: [0.935, 0.968],
  /** Far from the peg it may move sideways before that */
  far: [0.14, 0.2],
  /** This near to the peg, and turned this well, it is lowered */
  over: [0.012, 0.005],
  square: [0.25, 0.08],
  lowered: 0.92,
  /** Below the first and this near to the peg it cannot slip off any more, and is let go */
  engaged: 0.95,
  engagedRadius: 0.012,
} as const;

interface Temper extends CarryingTemper {
  /** Where the handle is taken: from the hole's centre along it, m */
  readonly handle: number;
  /** Turning that counts for the handle's first way and against its second, rad */
  readonly preference: number;
}

class SquareDemonstrator implements Expert {
  private readonly temper: Temper;
  private step = 0;

  constructor(random: Random) {
    this.temper = {
      speed: random.uniform(0.85, 1),
      carrySpeed: random.uniform(0.85, 1),
      height: random.uniform(0.978, 0.995),
      handle: random.uniform(...shape.handle),
      arc: random.choice([-1, 1]) * random.uniform(...shape.arc),
      carryArc: random.choice([-1, 1]) * random.uniform(...shape.arc),
      preference: (random.choice([-1, 1]) * shape.evenTurn) / 2,
      pause: random.integer(3),
    };
  }

  act(observation: ArrayLike<number>): Float64Array {
    // The fingers open meanwhile, so that the pause can be seen to end.
    if (this.step++ < this.temper.pause) return Float64Array.of(0, 0, 0, 0, 0, 0, -1);

    const view = readView(observation, this.temper.handle);
    const { hand, x, y, z, nut } = view;
    const distance = Math.hypot(squarePeg[0] - nut[0], squarePeg[1] - nut[1]);
    const isAround = Math.hypot(x, y) < shape.graspRadius && Math.abs(z - shape.grip) < shape.graspHeight;
    const isOnPeg = distance < shape.engagedRadius && nut[2] < shape.engaged;
    const isGrasping = isAround && hand.finger > shape.missed && !isOnPeg;
    const carry = isGrasping ? ramp(hand.finger, ...shape.touching) : 0;

    const [approach, along] = [this.approach(view, isAround), this.carry(view)];
    const action = approach.map((value, i) => (1 - carry) * value + carry * along[i]);
    return Float64Array.of(...action, isGrasping ? 1 : -1);
  }

  /** To the place above the handle, in an arc, and down when the gripper is over it, turned and open. */
  private approach({ hand, x, y, z, turned, yaw }: View, isAround: boolean): number[] {
    const distance = Math.hypot(x, y);
    const turn = this.graspHeading(turned, yaw) - turned;
    const wait = Math.max(
      ramp(distance, 0.008, 0.03),
      ramp(Math.abs(turn), 0.08, 0.3),
      isAround ? 0 : ramp(hand.finger, 0.032, 0.028),
    );
    const aside = (this.temper.arc * ramp(distance, 0.03, 0.15)) / Math.max(distance, 0.03);
    const error = [-x - aside * y, -y + aside * x, shape.grip + wait * shape.hover - z];
    return [
      ...moveBy(error, this.temper.speed, this.temper.speed),
      ...limit([...hand.tilt, turn], turnGain, this.temper.speed),
    ];
  }

  /** Up and over the peg, in an arc, turning meanwhile; down when the nut is over the peg and square with it. */
  private carry({ hand, nut, turned, yaw }: View): number[] {
    const [x, y] = [squarePeg[0] - nut[0], squarePeg[1] - nut[1]];
    const distance = Math.hypot(x, y);
    const turn = placeTurn(turned, yaw);
    const free = Math.max(ramp(nut[2], ...shape.free), 0.5 * ramp(distance, ...shape.far));
    const lower = ramp(distance, ...shape.over) * ramp(Math.abs(turn), ...shape.square);
    const height = this.temper.height + lower * (shape.lowered - this.temper.height);
    const aside = (this.temper.carryArc * ramp(distance, 0.05, 0.2)) / Math.max(distance, 0.05);
    const error = [x - aside * y, y + aside * x, height - nut[2]];
    return [
      ...moveBy(error, free * this.temper.carrySpeed, this.temper.carrySpeed),
      ...limit([...hand.tilt, turn], turnGain, this.temper.carrySpeed),
    ];
  }

  /** The way of taking the handle that needs least turning, now and on the way to the peg, rad. */
  private graspHeading(turned: number, yaw: number): number {
    const ways = [-2, -1, 0, 1, 2].map((halfTurns) => {
      const grasp = yaw + halfTurns * Math.PI;
      const place = halfTurns % 2 === 0 ? shape.placeHeadings[1] : shape.placeHeadings[0];
      const preference = halfTurns % 2 === 0 ? this.temper.preference : 0;
      const isInReach = grasp > shape.headings[0] && grasp < shape.headings[1];
      return { grasp, cost: isInReach ? Math.abs(grasp - turned) + Math.abs(place - grasp) + preference : Infinity };
    });
    return ways.reduce((best, way) => (way.cost < best.cost ? way : best)).grasp;
  }
}

/** The turn that points the handle of a held nut at the robot, rad. @param turned heading of the hand @param yaw of the nut */
function placeTurn(turned: number, yaw: number): number {
  const halfTurns = Math.round((turned - yaw) / Math.PI);
  const place = shape.placeHeadings[halfTurns % 2 === 0 ? 1 : 0];
  const left = Math.PI - yaw;
  return left + 2 * Math.PI * Math.round((place - turned - left) / (2 * Math.PI));
}

/** What the expert looks at. */
interface View {
  readonly hand: Hand;
  /** Heading of the hand, rad */
  readonly turned: number;
  /** Gripper relative to where it takes the handle, metres */
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** The hole's centre in the world, metres */
  readonly nut: readonly number[];
  /** Where the handle points, rad */
  readonly yaw: number;
}

function readView(observation: ArrayLike<number>, handle: number): View {
  const nut = [9, 10, 11].map((i) => observation[i]);
  const yaw = yawOf(observation, 12);
  const grasp = [nut[0] + handle * Math.cos(yaw), nut[1] + handle * Math.sin(yaw), nut[2]];
  const [x, y, z] = grasp.map((value, i) => observation[i] - value);
  const hand = readHand(observation);
  return { hand, turned: heading(hand), x, y, z, nut, yaw };
}

export const squareExpert: ExpertDefinition = {
  id: 'expert',
  description:
    'A scripted controller that takes the handle in one of two ways, turns the nut and lowers it on the peg.',
  playNoise: 0.15,
  create: (random) => new SquareDemonstrator(random),
};
