/** @file Where bodies touch and how hard, read off a simulation in the world frame. */
import type { DoubleBuffer, MjData, MjModel } from '@mujoco/mujoco';
import type { Mujoco } from './mujoco.ts';

/** Numbers of one contact: point, force */
export const contactWidth = 6;

export class ContactReader {
  /** MuJoCo's answer for one contact: normal force, two of friction, three torques, in the contact's own frame */
  private readonly wrench: DoubleBuffer;

  constructor(
    private readonly mujoco: Mujoco,
    private readonly model: MjModel,
  ) {
    this.wrench = new mujoco.DoubleBuffer(6);
  }

  /**
   * Contacts as of the last step's constraint forces.
   *
   * Each force is the one on the moving body of the two: on the robot where it stands on the floor. Where both move it
   * is the force on the second of MuJoCo's pair.
   * @returns `[contacts, 6]`: point x, y, z in metres, force x, y, z in newtons, world frame
   */
  read(data: MjData): Float32Array {
    const { mujoco, model, wrench } = this;
    const owners = model.geom_bodyid as Int32Array;
    // Each of these is a copy in WASM memory that is ours to free.
    const contacts = data.contact;
    const found = new Float32Array(contacts.size() * contactWidth);
    for (let i = 0; i < contacts.size(); i++) {
      const contact = contacts.get(i)!;
      mujoco.mj_contactForce(model, data, i, wrench);
      const force = wrench.GetView() as Float64Array;
      const frame = contact.frame as Float64Array;
      // The frame's rows are its axes; the first points from the first geom to the second.
      const sign = owners[contact.geom2] === 0 ? -1 : 1;
      found.set(contact.pos as Float64Array, i * contactWidth);
      for (let axis = 0; axis < 3; axis++) {
        const world = frame[axis] * force[0] + frame[3 + axis] * force[1] + frame[6 + axis] * force[2];
        found[i * contactWidth + 3 + axis] = sign * world;
      }
      contact.delete();
    }
    contacts.delete();
    return found;
  }

  dispose(): void {
    this.wrench.delete();
  }
}
