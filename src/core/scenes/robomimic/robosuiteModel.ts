/** @file A whole robosuite scene as MJCF: simulation options, floor and light, arms on their mounts, arena and objects. */
import { type PandaPlacement, pandaActuators, pandaBody, pandaMountHeight, pandaStart } from './panda.ts';

/** Seconds; the controller runs at each of these steps. */
export const robosuiteTimestep = 0.002;

/** Physics timesteps in one action at 20 Hz. */
export const robosuiteSubsteps = 25;

export interface RobosuiteParts {
  readonly name: string;
  readonly arms: readonly PandaPlacement[];
  /** What stands in the world and never moves, MJCF: see `tableArena.ts`, `binsArena.ts` and `pegsArena.ts` */
  readonly arena: string;
  /** Bodies of the task, MJCF */
  readonly objects: string;
  /** Their positions (qpos) where a nominal episode begins */
  readonly objectsStart: readonly number[];
  /** Drop the shapes that are only drawn: a physics step then takes a sixth less time. */
  readonly discardVisual?: boolean;
}

/**
 * The whole MJCF of a scene, with a keyframe where a nominal episode begins.
 * `inertiagrouprange` keeps shapes that are only drawn from adding mass, as robosuite does.
 */
export function robosuiteMjcf(parts: RobosuiteParts): string {
  const { name, arms, arena, objects, objectsStart, discardVisual = false } = parts;
  return `<mujoco model="${name}">
  <compiler angle="radian" inertiagrouprange="0 0" discardvisual="${discardVisual}"/>
  <option timestep="${robosuiteTimestep}" impratio="20" cone="elliptic"/>
  <worldbody>
    <light pos="1 1 4" dir="0 -.15 -1" diffuse=".8 .8 .8"/>
    <geom name="floor" type="plane" size="3 3 .125" group="1" rgba=".82 .84 .87 1"/>
    ${arena}
    ${arms.map(pedestal).join('')}
    ${arms.map(pandaBody).join('')}
    ${objects}
  </worldbody>
  <actuator>
    ${arms.map(({ prefix }) => pandaActuators(prefix)).join('\n    ')}
  </actuator>
  <keyframe>
    <key name="start" qpos="${[...arms.flatMap(() => pandaStart), ...objectsStart].join(' ')}"/>
  </keyframe>
</mujoco>
`;
}

/** What robosuite's mount looks like from afar; nothing reaches it, so it does not collide. */
function pedestal({ position: [x, y] }: PandaPlacement): string {
  const height = pandaMountHeight - 0.01;
  return `
    <geom type="cylinder" size=".13 ${height / 2}" pos="${x} ${y} ${height / 2}" group="1" contype="0" conaffinity="0" rgba=".2 .2 .22 1"/>
    <geom type="cylinder" size=".17 .015" pos="${x} ${y} ${height - 0.005}" group="1" contype="0" conaffinity="0" rgba=".15 .15 .16 1"/>`;
}
