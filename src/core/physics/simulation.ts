/**
 * @file A compiled model with its state: the only place that owns MuJoCo's memory.
 *
 * `data.qpos` and its kin are live views into the WASM heap that become empty when the heap grows, and each property
 * read costs about half a microsecond. So a scene reads a view once per control step, after every allocation, and keeps
 * none across steps.
 */
import type { MjData, MjModel } from '@mujoco/mujoco';
import { ContactReader } from './contacts.ts';
import type { SceneDescription } from './environment.ts';
import { describeModel } from './modelDescription.ts';
import type { Mujoco } from './mujoco.ts';

export class Simulation {
  readonly model: MjModel;
  readonly data: MjData;
  /** Made with the first question: who never asks pays nothing. */
  private contactReader: ContactReader | null = null;

  /** @throws Error with MuJoCo's own message where the MJCF does not compile */
  constructor(
    readonly mujoco: Mujoco,
    mjcf: string,
  ) {
    const model = mujoco.MjModel.from_xml_string(mjcf);
    if (!model) throw new Error('MuJoCo could not compile the scene');
    // MuJoCo would put a state that is not finite back to the start and go on, as if nothing had been.
    model.opt.disableflags |= mujoco.mjtDisableBit.mjDSBL_AUTORESET.value;
    this.model = model;
    this.data = new mujoco.MjData(model);
  }

  /** Back to the model's initial state; does not run kinematics. */
  resetState(): void {
    this.mujoco.mj_resetData(this.model, this.data);
  }

  forward(): void {
    this.mujoco.mj_forward(this.model, this.data);
  }

  /** Advances `count` physics timesteps with the controls as they stand. */
  advance(count: number): void {
    const { mujoco, model, data } = this;
    for (let i = 0; i < count; i++) mujoco.mj_step(model, data);
  }

  /** @throws Error where the model has no element of that kind and name */
  id(kind: 'body' | 'joint' | 'geom' | 'site' | 'actuator', name: string): number {
    const types = this.mujoco.mjtObj;
    const type = {
      body: types.mjOBJ_BODY,
      joint: types.mjOBJ_JOINT,
      geom: types.mjOBJ_GEOM,
      site: types.mjOBJ_SITE,
      actuator: types.mjOBJ_ACTUATOR,
    }[kind];
    const id = this.mujoco.mj_name2id(this.model, type.value, name);
    if (id < 0) throw new Error(`the model has no ${kind} named ${name}`);
    return id;
  }

  /** World poses of all bodies, `[bodies, 7]`: position, quaternion wxyz. */
  poses(): Float32Array {
    const positions = this.data.xpos as Float64Array;
    const quaternions = this.data.xquat as Float64Array;
    const bodies = positions.length / 3;
    const poses = new Float32Array(bodies * 7);
    for (let body = 0; body < bodies; body++) {
      poses.set(positions.subarray(body * 3, body * 3 + 3), body * 7);
      poses.set(quaternions.subarray(body * 4, body * 4 + 4), body * 7 + 3);
    }
    return poses;
  }

  /** Contacts of the last step, `[contacts, 6]`: point in metres, force on the moving body in newtons, world frame. */
  contacts(): Float32Array {
    this.contactReader ??= new ContactReader(this.mujoco, this.model);
    return this.contactReader.read(this.data);
  }

  /** Everything the viewer needs to draw this model once. */
  describe(): SceneDescription {
    return describeModel(this.mujoco, this.model);
  }

  dispose(): void {
    this.contactReader?.dispose();
    this.data.delete();
    this.model.delete();
  }
}

/** What the viewer needs to draw an MJCF, from a model that is made for it and freed again. */
export function describeMjcf(mujoco: Mujoco, mjcf: string): SceneDescription {
  const simulation = new Simulation(mujoco, mjcf);
  try {
    return simulation.describe();
  } finally {
    simulation.dispose();
  }
}
