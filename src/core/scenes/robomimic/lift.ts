/** @file robosuite's Lift (v1.2): grasp a cube of about 4 cm on the table and raise it. */
import type { Mujoco } from '../../physics/mujoco.ts';
import type { Simulation } from '../../physics/simulation.ts';
import type { Random } from '../../random/random.ts';
import type { Quantity, Scene } from '../scene.ts';
import { liftExpert } from './liftExpert.ts';
import { type Gripper, ManipulationEnvironment, type ManipulationTask } from './manipulation.ts';
import { armPrefix, oneArmFacts } from './oneArm.ts';
import { robosuiteMjcf } from './robosuiteModel.ts';
import { tableArena } from './tableArena.ts';

/** The cube's part of the observation */
const cubeParts = [
  { key: 'cube_pos', size: 3, unit: 'm', frame: 'world' },
  { key: 'cube_quat', size: 4, unit: '1', frame: 'world', quaternion: 'xyzw' },
  { key: 'gripper_to_cube_pos', size: 3, unit: 'm', frame: 'world' },
] as const satisfies readonly Quantity[];
/** Of the arm, m */
const base = [-0.56, 0, 0.912] as const;
const tableTop = 0.8;

/** Metres */
const cube = {
  /** Half of each side: drawn within ± `halfSizeSpread` for each axis on its own */
  halfSize: 0.021,
  halfSizeSpread: 0.001,
  /** Of x and y, from the table's centre */
  placementSpread: 0.03,
  /** How far above the table it is let go */
  drop: 0.01,
  /** kg/m³ */
  density: 1000,
} as const;

/** The cube counts as lifted above this height of its centre, m. */
const liftedHeight = 0.84;

/** @param halfSize of the cube's collision shape, m @param discardVisual for an environment, which nobody draws */
function mjcf(halfSize: number, discardVisual: boolean): string {
  const half = (size: number) => `${size} ${size} ${size}`;
  return robosuiteMjcf({
    name: 'lift',
    arms: [{ prefix: armPrefix, position: base }],
    arena: tableArena({ top: tableTop }),
    objects: `
    <body name="cube" pos="0 0 ${tableTop + cube.halfSize}">
      <freejoint name="cube"/>
      <geom name="cube" type="box" size="${half(halfSize)}" density="${cube.density}" group="0" solimp=".9 .95 .001" solref=".02 1"/>
      <geom name="cube_surface" type="box" size="${half(cube.halfSize)}" group="1" contype="0" conaffinity="0" rgba=".78 .10 .10 1"/>
    </body>`,
    objectsStart: [0, 0, tableTop + cube.drop + cube.halfSize, 1, 0, 0, 0],
    discardVisual,
  });
}

class LiftTask implements ManipulationTask {
  readonly objectSize = 10;
  private readonly body: number;
  private readonly geom: number;
  private readonly firstPosition: number;

  constructor(simulation: Simulation) {
    this.body = simulation.id('body', 'cube');
    this.geom = simulation.id('geom', 'cube');
    this.firstPosition = simulation.model.jnt_qposadr[simulation.id('joint', 'cube')];
  }

  /** Changes the compiled cube; robosuite compiles a new model for each episode instead. */
  vary({ mujoco, model, data }: Simulation, random: Random, noise: number): void {
    const [x, y, z] = [0, 1, 2].map(() => cube.halfSize + noise * cube.halfSizeSpread * random.uniform(-1, 1));
    const mass = cube.density * 8 * x * y * z;
    const inertia = [y * y + z * z, x * x + z * z, x * x + y * y].map((sum) => (mass / 3) * sum);
    (model.geom_size as Float64Array).set([x, y, z], this.geom * 3);
    (model.body_mass as Float64Array)[this.body] = mass;
    (model.body_inertia as Float64Array).set(inertia, this.body * 3);
    mujoco.mj_setConst(model, data);
  }

  place({ model, data }: Simulation, random: Random, noise: number): void {
    const x = noise * cube.placementSpread * random.uniform(-1, 1);
    const y = noise * cube.placementSpread * random.uniform(-1, 1);
    const z = tableTop + cube.drop + model.geom_size[this.geom * 3 + 2];
    const yaw = noise * random.uniform(0, 2 * Math.PI);
    const quaternion = [Math.cos(yaw / 2), 0, 0, Math.sin(yaw / 2)];
    (data.qpos as Float64Array).set([x, y, z, ...quaternion], this.firstPosition);
  }

  /** Position, quaternion (xyzw) and the vector from the cube to the gripper: eef − cube, the sign of v1.2 and v1.4. */
  observe({ data }: Simulation, [{ position: grip }]: readonly Gripper[]): readonly number[] {
    const [x, y, z] = (data.xpos as Float64Array).subarray(this.body * 3, this.body * 3 + 3);
    const [qw, qx, qy, qz] = (data.xquat as Float64Array).subarray(this.body * 4, this.body * 4 + 4);
    return [x, y, z, qx, qy, qz, qw, grip[0] - x, grip[1] - y, grip[2] - z];
  }

  isSuccess({ data }: Simulation): boolean {
    return data.xpos[this.body * 3 + 2] > liftedHeight;
  }
}

export const lift: Scene = {
  id: 'lift',
  title: 'Lift',
  summary: 'A Franka Panda grasps a cube and raises it: the shortest manipulation task, and many ways to approach.',
  ...oneArmFacts(base, cubeParts),
  demonstrations: ['expert', 'few'],
  starts: [{ id: 'weak', description: 'Imitates 8 demonstrations, and lifts the cube about every second time.' }],
  settings: {
    'training.steps': 5000,
    'training.snapshotInterval': 500,
    'evaluation.interval': 500,
    'evaluation.episodes': 10,
    // Three times the length of a demonstration: a policy that has not lifted by then does not.
    'evaluation.stepLimit': 100,
    'finetune.envSteps': 300_000,
    'finetune.decisions': 12,
    'finetune.episodeLimit': 60,
    'finetune.batchSize': 128,
    'finetune.epochs': 8,
    'finetune.actorLearningRate': 3e-5,
    'finetune.clipRatio': 0.3,
    'finetune.targetKl': 0.15,
    'exploration.minimum': 0.08,
    'exploration.maximum': 0.3,
    'anchor.weight': 0.1,
    'anchor.decayEnd': 20,
  },
  camera: { position: [1.0, -0.85, 1.42], target: [-0.22, 0, 1.02] },
  mjcf: () => mjcf(cube.halfSize, false),
  create(mujoco: Mujoco, options) {
    // Compiled at the largest size, so that the bounding volumes of collision detection hold every size that is drawn.
    const largest = mjcf(cube.halfSize + cube.halfSizeSpread, true);
    const task = (simulation: Simulation) => new LiftTask(simulation);
    return new ManipulationEnvironment(
      mujoco,
      { mjcf: largest, arms: [armPrefix], horizon: lift.horizon, task },
      options,
    );
  },
  experts: [liftExpert],
};
