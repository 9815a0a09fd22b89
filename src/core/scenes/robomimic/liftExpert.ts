/**
 * @file Scripted demonstrations of Lift, played through the same seven numbers a policy has.
 *
 * The expert is a smooth vector field: what it does follows from the observation and from four choices made at the
 * start (side, turn, speed, pause), never from a clock. So a policy that sees one observation can tell the phase: high
 * and aside means approach, above means descend, around the cube means close, fingers on the cube means lift. Where two
 * ways are about equally good (cube straight ahead, cube turned by about 45°) either is taken: the demonstrations have
 * several modes there, and a policy that averages them does neither.
 */
import type { Random } from '../../random/random.ts';
import type { Expert, ExpertDefinition } from '../scene.ts';
import { limit, positionGain, ramp, readHand, turnGain, yawOf } from './demonstrator.ts';

/** Metres and radians */
const shape = {
  /** Kept above the cube until the gripper is over it, turned and open */
  hover: 0.07,
  /** Closer than this to the line through the cube, either side is taken */
  evenSide: 0.015,
  /** Closer than this to 45°, either turn is taken */
  evenTurn: 0.12,
  /** How far aside the arc swings, and over which heights it comes back in */
  arc: [0.03, 0.05],
  arcHeights: [0.07, 0.14],
  /** Around the grasp pose, the gripper closes */
  graspRadius: 0.012,
  graspHeight: 0.011,
  /** The fingers have stopped on the cube below the first, and are sure to have below the second */
  touching: [0.026, 0.0245],
  /** No cube is this thin: it was missed */
  missed: 0.018,
} as const;

/** What is drawn for an episode, and kept. */
interface Temper {
  /** Largest action on the way to the cube, and when lifting */
  readonly speed: number;
  readonly liftSpeed: number;
  readonly arc: number;
  /** Taken where both are about equally good; −1 or 1 */
  readonly side: number;
  readonly turnSide: number;
  /** Control steps before the first move */
  readonly pause: number;
}

class LiftDemonstrator implements Expert {
  private readonly temper: Temper;
  /** Where the arc swings, metres; chosen at the first look */
  private aside: number | null = null;
  /** Which turn to insist on while it is large; 0 for the nearer */
  private turnSide = 0;
  private step = 0;

  constructor(random: Random) {
    this.temper = {
      speed: random.uniform(0.7, 1),
      liftSpeed: random.uniform(0.6, 1),
      arc: random.uniform(...shape.arc),
      side: random.choice([-1, 1]),
      turnSide: random.choice([-1, 1]),
      pause: random.integer(3),
    };
  }

  act(observation: ArrayLike<number>): Float64Array {
    const view = readView(observation);
    this.aside ??= this.choose(view);
    // The fingers open meanwhile, so that the pause can be seen to end.
    if (this.step++ < this.temper.pause) return Float64Array.of(0, 0, 0, 0, 0, 0, -1);

    const { x, y, z, finger, tilt } = view;
    const distance = Math.hypot(x, y);
    const turn = this.turnLeft(view);
    const isThere = distance < shape.graspRadius && Math.abs(z) < shape.graspHeight;
    const isGrasping = isThere && finger > shape.missed;
    const lift = isGrasping ? ramp(finger, ...shape.touching) : 0;

    // 1 where the gripper must not descend yet: not over the cube, not turned, or not open.
    const wait = Math.max(
      ramp(distance, 0.008, 0.03),
      ramp(Math.abs(turn), 0.1, 0.35),
      isGrasping ? 0 : ramp(finger, 0.035, 0.03),
    );
    const aside = this.aside * ramp(z, ...shape.arcHeights);
    const error = [-x, aside - y, wait * shape.hover - z];
    const move = limit(error, positionGain, this.temper.speed).map((value) => (1 - lift) * value);
    const turns = limit([...tilt, turn], turnGain, this.temper.speed).map((value) => (1 - lift) * value);
    move[2] += lift * this.temper.liftSpeed;
    return Float64Array.of(...move, ...turns, isGrasping ? 1 : -1);
  }

  /** Takes the nearer side and turn; where they are about the same, the episode's own. @returns where the arc swings */
  private choose({ y, turn }: View): number {
    if (Math.PI / 4 - Math.abs(turn) < shape.evenTurn) this.turnSide = this.temper.turnSide;
    const side = Math.abs(y) < shape.evenSide ? this.temper.side : Math.sign(y);
    return side * this.temper.arc;
  }

  /** The turn still to make, rad. */
  private turnLeft({ turn }: View): number {
    const isOtherWay = this.turnSide !== 0 && Math.abs(turn) > Math.PI / 8 && Math.sign(turn) !== this.turnSide;
    return isOtherWay ? turn + (this.turnSide * Math.PI) / 2 : turn;
  }
}

/** What the expert looks at. */
interface View {
  /** Gripper relative to the cube, metres */
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** Opening of one finger, metres */
  readonly finger: number;
  /** Turn about x and y that points the hand straight down, rad */
  readonly tilt: readonly [number, number];
  /** Smallest turn about the vertical that squares the fingers with the cube, rad in [−π/4, π/4] */
  readonly turn: number;
}

function readView(observation: ArrayLike<number>): View {
  const { finger, fingers, tilt } = readHand(observation);
  const yaw = yawOf(observation, 12);
  const quarter = Math.PI / 2;
  const difference = yaw - fingers;
  return {
    x: observation[16],
    y: observation[17],
    z: observation[18],
    finger,
    tilt,
    turn: difference - quarter * Math.round(difference / quarter),
  };
}

export const liftExpert: ExpertDefinition = {
  id: 'expert',
  description: 'A scripted controller that approaches from either side, grasps and lifts, with human-like variation.',
  playNoise: 0.15,
  create: (random) => new LiftDemonstrator(random),
};
