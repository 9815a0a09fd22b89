/** @file robosuite's Can (PickPlaceCan, v1.2): carry a can from one bin to its compartment of another. */
import type { Random } from '../../random/random.ts';
import type { Scene } from '../scene.ts';
import { binSize, binsArena, pickBin, placeBin } from './binsArena.ts';
import { canExpert } from './canExpert.ts';
import { armPrefix } from './oneArm.ts';
import { type PickRules, pickScene } from './pickTask.ts';
import { robosuiteMjcf } from './robosuiteModel.ts';

/** Metres and kilograms */
const shape = {
  radius: 0.025,
  halfHeight: 0.04,
  /** Of its middle, below the body's origin */
  lowering: 0.0003,
  /** 100 kg/m³ times the volume of robosuite's mesh, whose ends are narrower than a cylinder's */
  mass: 0.01465,
  /** Height of the origin over the bin's body where it is let go */
  start: 0.06,
} as const;

/** How near to each other objects may begin, as robosuite counts it: the corner of a box for a round can, too. */
const canRadius = Math.hypot(shape.radius, shape.radius);

/** Radii of what the four-object task has beside the can, in the order in which it is placed: milk, bread, cereal. */
const otherRadii = [Math.hypot(0.025, 0.025), Math.hypot(0.03, 0.03), Math.hypot(0.04, 0.03)];

/** Kept free along the bin's walls, m */
const margin = 0.05;

/** Centre of the can's compartment, on the bin's floor: the far one on the left. */
const targetCentre = [placeBin[0] + binSize[0] / 4, placeBin[1] + binSize[1] / 4] as const;

/** How high the can's middle may be above the bin's body and count as in it, m */
const targetHeight = 0.1;

type Place = readonly [x: number, y: number];

/** Exported for the tests. */
export const canRules: PickRules = {
  object: 'can',
  place(random, noise) {
    const [x, y] = placeAmongOthers(random);
    const yaw = noise * random.uniform(0, 2 * Math.PI);
    return { position: [pickBin[0] + noise * x, pickBin[1] + noise * y, pickBin[2] + shape.start], yaw };
  },
  isInPlace([x, y, z]) {
    const isOver = Math.abs(x - targetCentre[0]) < binSize[0] / 4 && Math.abs(y - targetCentre[1]) < binSize[1] / 4;
    return isOver && placeBin[2] < z && z < placeBin[2] + targetHeight;
  },
};

/**
 * The can's place from the bin's middle, m. robosuite places milk, bread and cereal first, each clear of the ones before,
 * then the can clear of all, and at last takes the others away. So the can is not uniform in its rectangle: it is found
 * more often at the edges and in the corners, which the others cannot cover. Drawing them here keeps that distribution.
 */
export function placeAmongOthers(random: Random): Place {
  for (;;) {
    const placed: { readonly radius: number; readonly place: Place }[] = [];
    for (const radius of [...otherRadii, canRadius]) {
      const place = placeClear(random, radius, placed);
      if (place) placed.push({ radius, place });
    }
    if (placed.length > otherRadii.length) return placed[otherRadii.length].place;
  }
}

/** @returns null where 5000 draws found no room: robosuite then begins the episode anew */
function placeClear(random: Random, radius: number, placed: readonly { radius: number; place: Place }[]): Place | null {
  const [halfX, halfY] = binSize.map((size) => size / 2 - margin - radius);
  for (let attempt = 0; attempt < 5000; attempt++) {
    const [x, y] = [random.uniform(-halfX, halfX), random.uniform(-halfY, halfY)];
    const isClear = placed.every((other) => Math.hypot(x - other.place[0], y - other.place[1]) > radius + other.radius);
    if (isClear) return [x, y];
  }
  return null;
}

/** Of the arm, m */
const base = [-0.5, -0.1, 0.912] as const;

function mjcf(discardVisual: boolean): string {
  const start = [pickBin[0], pickBin[1], pickBin[2] + shape.start];
  const target = [...targetCentre, placeBin[2] + shape.start];
  return robosuiteMjcf({
    name: 'can',
    arms: [{ prefix: armPrefix, position: base }],
    arena: `${binsArena()}
    ${drawnCan(target, '.35')}`,
    objects: `
    <body name="can" pos="${start.join(' ')}">
      <freejoint name="can"/>
      <geom name="can" type="cylinder" size="${shape.radius} ${shape.halfHeight}" pos="0 0 ${-shape.lowering}" mass="${shape.mass}" group="0"
        friction=".95 .3 .1" condim="4" solref=".001 1" solimp=".998 .998 .001"/>
      ${drawnCan([0, 0, 0], '1')}
    </body>`,
    objectsStart: [...start, 1, 0, 0, 0],
    discardVisual,
  });
}

/** Red between two ends of tin. @param place of the body's origin, m @param alpha how opaque */
function drawnCan([x, y, z]: readonly number[], alpha: string): string {
  const part = (radius: number, half: number, height: number, color: string) =>
    `<geom type="cylinder" size="${radius} ${half}" pos="${x} ${y} ${z + height - shape.lowering}" group="1" contype="0" conaffinity="0" rgba="${color} ${alpha}"/>`;
  return [
    part(0.0252, 0.031, 0, '.78 .06 .08'),
    part(0.0254, 0.004, -0.004, '.93 .93 .93'),
    part(0.0222, 0.0045, 0.0354, '.74 .75 .77'),
    part(0.0222, 0.0045, -0.0354, '.74 .75 .77'),
  ].join('\n      ');
}

export const can: Scene = {
  id: 'can',
  title: 'Can',
  summary: 'A Panda takes a can out of one bin and drops it into its compartment of another: a long way with a grasp.',
  ...pickScene({ base, mjcf, rules: canRules }),
  demonstrations: ['expert'],
  settings: {
    // After 10,000 three cans of four arrive.
    'training.steps': 30_000,
    'training.snapshotInterval': 1000,
    'evaluation.interval': 3000,
    'evaluation.episodes': 10,
  },
  camera: { position: [1.44, -0.95, 2.0], target: [0, 0.03, 1.0] },
  experts: [canExpert],
};
