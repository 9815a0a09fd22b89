/** @file What a compiled model looks like, as plain data: bodies, shapes with their colours, joints. */
import type { MjModel } from '@mujoco/mujoco';
import type { GeomDescription, GeomShape, JointDescription, SceneDescription } from './environment.ts';
import type { Mujoco } from './mujoco.ts';

/** @throws Error where a shape is no primitive: the viewer draws nothing else */
export function describeModel(mujoco: Mujoco, model: MjModel): SceneDescription {
  const bodies = Array.from({ length: model.nbody }, (_, i) => nameOf(mujoco, model, mujoco.mjtObj.mjOBJ_BODY, i));
  return { bodies, geoms: describeGeoms(mujoco, model), joints: describeJoints(mujoco, model) };
}

function describeGeoms(mujoco: Mujoco, model: MjModel): GeomDescription[] {
  // Each property read makes a view of its own, so they are read once.
  const [types, owners, groups] = [model.geom_type, model.geom_bodyid, model.geom_group];
  const [sizes, positions, quaternions, colors] = [model.geom_size, model.geom_pos, model.geom_quat, model.geom_rgba];
  const [contypes, conaffinities, materials] = [model.geom_contype, model.geom_conaffinity, model.geom_matid];
  return Array.from({ length: model.ngeom }, (_, i) => {
    const checker = materials[i] < 0 ? null : checkerOf(mujoco, model, materials[i]);
    return {
      name: nameOf(mujoco, model, mujoco.mjtObj.mjOBJ_GEOM, i),
      body: owners[i],
      shape: shapeOf(mujoco, types[i]),
      size: slice(sizes, 3, i),
      position: slice(positions, 3, i),
      quaternion: slice(quaternions, 4, i),
      color: slice(colors, 4, i),
      ...(checker && { checker }),
      group: groups[i],
      collides: contypes[i] !== 0 || conaffinities[i] !== 0,
    };
  }) as unknown as GeomDescription[];
}

function describeJoints(mujoco: Mujoco, model: MjModel): JointDescription[] {
  const [types, owners, positions, axes] = [model.jnt_type, model.jnt_bodyid, model.jnt_pos, model.jnt_axis];
  const names = mujoco.mjtJoint;
  const typeOf = (type: number) =>
    (
      [
        [names.mjJNT_FREE, 'free'],
        [names.mjJNT_BALL, 'ball'],
        [names.mjJNT_SLIDE, 'slide'],
      ] as const
    ).find(([{ value }]) => value === type)?.[1] ?? 'hinge';
  return Array.from({ length: model.njnt }, (_, i) => ({
    name: nameOf(mujoco, model, mujoco.mjtObj.mjOBJ_JOINT, i),
    body: owners[i],
    type: typeOf(types[i]),
    position: slice(positions, 3, i),
    axis: slice(axes, 3, i),
  })) as unknown as JointDescription[];
}

/** The two colours of a material's built-in checker: MuJoCo paints its 2 by 2 squares from the first texel on. */
function checkerOf({ mjtTexture, mjtTextureRole }: Mujoco, model: MjModel, material: number): number[][] | null {
  const roles = model.mat_texid.length / model.nmat;
  const texture = model.mat_texid[material * roles + mjtTextureRole.mjTEXROLE_RGB.value];
  if (texture === undefined || texture < 0 || model.tex_type[texture] !== mjtTexture.mjTEXTURE_2D.value) return null;
  const [start, width, channels] = [model.tex_adr[texture], model.tex_width[texture], model.tex_nchannel[texture]];
  const data = model.tex_data as Uint8Array;
  const colorAt = (x: number) => [0, 1, 2].map((channel) => data[start + x * channels + channel] / 255);
  return [colorAt(0), colorAt(Math.floor(0.75 * width))];
}

function shapeOf({ mjtGeom }: Mujoco, type: number): GeomShape {
  const shapes: [{ value: number }, GeomShape][] = [
    [mjtGeom.mjGEOM_PLANE, 'plane'],
    [mjtGeom.mjGEOM_SPHERE, 'sphere'],
    [mjtGeom.mjGEOM_CAPSULE, 'capsule'],
    [mjtGeom.mjGEOM_ELLIPSOID, 'ellipsoid'],
    [mjtGeom.mjGEOM_CYLINDER, 'cylinder'],
    [mjtGeom.mjGEOM_BOX, 'box'],
  ];
  const found = shapes.find(([value]) => value.value === type);
  if (!found) throw new Error(`the viewer cannot draw MuJoCo geom type ${type}; scenes here use primitives only`);
  return found[1];
}

function nameOf(mujoco: Mujoco, model: MjModel, type: { value: number }, index: number): string {
  return mujoco.mj_id2name(model, type.value, index) ?? '';
}

function slice(array: ArrayLike<number>, width: number, index: number): number[] {
  return Array.from({ length: width }, (_, k) => array[index * width + k]);
}
