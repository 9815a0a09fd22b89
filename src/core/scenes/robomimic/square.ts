/** @file robosuite's Square (NutAssemblySquare, v1.2): put a square nut on the square peg. */
import type { Scene } from '../scene.ts';
import { armPrefix } from './oneArm.ts';
import { pegsArena, pegsTableTop, squarePeg } from './pegsArena.ts';
import { type PickRules, pickScene } from './pickTask.ts';
import { robosuiteMjcf } from './robosuiteModel.ts';
import { squareExpert } from './squareExpert.ts';

/** Four sides around a hole of 4.55 cm, and a handle; the origin is the hole's centre. Metres, half-sizes. */
const nutBoxes: readonly { size: readonly number[]; x: number; y: number; rolling?: number }[] = [
  { size: [0.0105, 0.04375, 0.01], x: -0.03325, y: 0, rolling: 0.2 },
  { size: [0.03125, 0.0105, 0.01], x: 0, y: 0.03325 },
  { size: [0.03125, 0.0105, 0.01], x: 0, y: -0.03325 },
  { size: [0.0105, 0.04375, 0.01], x: 0.03325, y: 0 },
  { size: [0.02525, 0.015875, 0.01], x: 0.054, y: 0 },
];

/** kg/m³; where boxes overlap, both count, as they do in robosuite. */
const density = 100;

/** Metres from the table's centre, between which the nut begins */
const startX = [-0.115, -0.11] as const;
const startY = [0.11, 0.225] as const;
/** Above the table's surface: it falls 6 cm. */
const startHeight = 0.07;

/** The nut's centre counts as on the peg this near to its axis, along x and y each, m. */
const pegReach = 0.03;
/** And below this height over the table, m: the peg reaches 13 cm. */
const pegHeight = 0.05;

const middle = ([low, high]: readonly [number, number]) => (low + high) / 2;

/** Exported for the tests. */
export const squareRules: PickRules = {
  object: 'nut',
  place(random, noise) {
    const draw = (range: readonly [number, number]) =>
      middle(range) + noise * (random.uniform(...range) - middle(range));
    const [x, y] = [draw(startX), draw(startY)];
    return { position: [x, y, pegsTableTop + startHeight], yaw: noise * random.uniform(0, 2 * Math.PI) };
  },
  isInPlace(position) {
    const isOver = Math.abs(position[0] - squarePeg[0]) < pegReach && Math.abs(position[1] - squarePeg[1]) < pegReach;
    return isOver && position[2] < pegsTableTop + pegHeight;
  },
};

/** Of the arm, m */
const base = [-0.56, 0, 0.912] as const;

function mjcf(discardVisual: boolean): string {
  const start = [middle(startX), middle(startY), pegsTableTop + startHeight];
  const boxes = nutBoxes.map(({ size, x, y, rolling = 0.1 }) => {
    const shape = `type="box" size="${size.join(' ')}" pos="${x} ${y} 0"`;
    return `<geom ${shape} density="${density}" group="0" friction=".95 .3 ${rolling}" condim="4" solref=".02 1" solimp=".998 .998 .001"/>
      <geom ${shape} group="1" contype="0" conaffinity="0" rgba=".87 .55 .12 1"/>`;
  });
  return robosuiteMjcf({
    name: 'square',
    arms: [{ prefix: armPrefix, position: base }],
    arena: pegsArena(),
    objects: `
    <body name="nut" pos="${start.join(' ')}">
      <freejoint name="nut"/>
      ${boxes.join('\n      ')}
    </body>`,
    objectsStart: [...start, 1, 0, 0, 0],
    discardVisual,
  });
}

export const square: Scene = {
  id: 'square',
  title: 'Square',
  summary: 'A Panda takes a nut by its handle, turns it and lowers it onto a square peg: a task of a few millimetres.',
  ...pickScene({ base, mjcf, rules: squareRules }),
  demonstrations: ['expert'],
  settings: {
    // As many as 30 minutes on two cores allow: after 10,000 a quarter of the nuts is on the peg.
    'training.steps': 50_000,
    'training.snapshotInterval': 1000,
    'evaluation.interval': 5000,
    'evaluation.episodes': 10,
  },
  camera: { position: [1.26, -1.1, 1.6], target: [-0.14, 0.03, 1.04] },
  experts: [squareExpert],
};
