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

/** Metres, relative to the cube, unless said otherwise */
const shape = {
  /** Height kept until the gripper is above the cube, turned and open */
  hover: 0.07,
  /** Closer than this to the middle line (m) or to 45° (rad), either side is taken */
  sideChoice: 0.015,
  turnChoice: 0.12,
  /** How far aside the arc swings */
  arc: [0.03, 0.05],
  /** Half-sizes of the zone around the grasp pose in which the gripper closes */
  graspRadius: 0.012,
  graspHeight: 0.011,
  /** Finger position below which the cube is held, and below which it was missed */
  held: 0.0245,
  missed: 0.018,
} as const;

/** Action per metre and per radian of error; near critical damping together with the arm's controller. */
const positionGain = 1.4 / 0.05;
const turnGain = 1.3 / 0.5;

class LiftDemonstrator implements Expert {
  /** Where the gripper is, relative to the cube; read anew at each step */
  private readonly speed: number;
  private readonly arc: number;
  private readonly liftSpeed: number;
  private readonly choice: number;
  private readonly turnChoice: number;
  private side: number | null = null;
  private turnSide = 0;
  private pause: number;

  constructor(random: Random) {
    this.speed = random.uniform(0.7, 1);
    this.liftSpeed = random.uniform(0.6, 1);
    this.arc = random.uniform(...shape.arc);
    this.choice = random.choice([-1, 1]);
    this.turnChoice = random.choice([-1, 1]);
    this.pause = random.integer(3);
  }

  act(observation: ArrayLike<number>): Float64Array {
    const scene = readScene(observation);
    this.choose(scene);
    if (this.pause > 0) {
      this.pause--;
      return Float64Array.of(0, 0, 0, 0, 0, 0, -1);
    }
    const { x, y, z, finger, tilt } = scene;
    const turn = this.turnError(scene);
    const isAround = Math.hypot(x, y) < shape.graspRadius && Math.abs(z) < shape.graspHeight;
    const isMissed = finger < shape.missed;
    const isGrasping = isAround && !isMissed;

    const aside = (this.side ?? 0) * this.arc * ramp(z, 0.07, 0.14);
    const distance = Math.hypot(x, y);
    const wait = Math.max(
      ramp(distance, 0.008, 0.03),
      ramp(Math.abs(turn), 0.1, 0.35),
      isGrasping ? 0 : ramp(finger, 0.035, 0.03),
    );
    const lift = isGrasping ? ramp(finger, shape.held + 0.0015, shape.held) : 0;
    const [vx, vy, vz] = limit([-x, aside - y, wait * shape.hover - z], positionGain, this.speed);
    const turns = limit([tilt[0], tilt[1], turn], turnGain, this.speed);
    const still = 1 - lift;
    return Float64Array.of(
      still * vx,
      still * vy,
      still * vz + lift * this.liftSpeed,
      still * turns[0],
      still * turns[1],
      still * turns[2],
      isGrasping ? 1 : -1,
    );
  }

  /** Takes the nearer side and turn; where they are about the same, the one drawn for this episode. */
  private choose({ y, turn }: SceneReading): void {
    if (this.side !== null) return;
    this.side = Math.abs(y) < shape.sideChoice ? this.choice : Math.sign(y);
    const isEitherWay = Math.PI / 4 - Math.abs(turn) < shape.turnChoice;
    this.turnSide = isEitherWay ? this.turnChoice : 0;
  }

  /** The turn still to make, rad; on an episode's drawn side while it is large. */
  private turnError({ turn }: SceneReading): number {
    const isOtherWay = this.turnSide !== 0 && Math.abs(turn) > Math.PI / 8 && Math.sign(turn) !== this.turnSide;
    return isOtherWay ? turn + (this.turnSide * Math.PI) / 2 : turn;
  }
}

interface SceneReading {
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

function readScene(observation: ArrayLike<number>): SceneReading {
  const hand = [3, 4, 5, 6].map((i) => observation[i]);
  const cube = [12, 13, 14, 15].map((i) => observation[i]);
  const [hx, hy, hz, hw] = hand;
  const [cx, cy, cz, cw] = cube;
  const fingers = Math.atan2(1 - 2 * (hx * hx + hz * hz), 2 * (hx * hy - hw * hz));
  const yaw = Math.atan2(2 * (cw * cz + cx * cy), 1 - 2 * (cy * cy + cz * cz));
  const quarter = Math.PI / 2;
  const difference = yaw - fingers;
  return {
    x: observation[16],
    y: observation[17],
    z: observation[18],
    finger: (observation[7] - observation[8]) / 2,
    tilt: [-2 * (hy * hz - hw * hx), 2 * (hx * hz + hw * hy)],
    turn: difference - quarter * Math.round(difference / quarter),
  };
}

/** 0 at `from`, 1 at `to` and beyond, smooth in between. */
function ramp(value: number, from: number, to: number): number {
  const share = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return share * share * (3 - 2 * share);
}

/** Proportional action whose length levels off at `largest`, direction kept. */
function limit(error: readonly number[], gain: number, largest: number): number[] {
  const length = gain * Math.hypot(...error);
  const scale = length === 0 ? gain : (gain * largest * Math.tanh(length / largest)) / length;
  return error.map((value) => value * scale);
}

export const liftExpert: ExpertDefinition = {
  id: 'expert',
  description: 'A scripted controller that approaches from either side, grasps and lifts, with human-like variation.',
  playNoise: 0.15,
  create: (random) => new LiftDemonstrator(random),
};
