/** @file robosuite's table arena and simulation options: what every tabletop scene stands on. */
import { type PandaPlacement, pandaActuators, pandaBody, pandaMountHeight, pandaStart } from './panda.ts';

/** Seconds; the controller runs at each of these steps. */
export const robosuiteTimestep = 0.002;

/** Physics timesteps in one action at 20 Hz. */
export const robosuiteSubsteps = 25;

export interface TableSceneParts {
  readonly name: string;
  readonly arms: readonly PandaPlacement[];
  /** Height of the table's surface, m */
  readonly tableTop: number;
  /** Bodies of the task, MJCF */
  readonly objects: string;
  /** Their positions (qpos) where a nominal episode begins */
  readonly objectsStart: readonly number[];
  /** Drop the shapes that are only drawn: a physics step then takes a sixth less time. */
  readonly discardVisual?: boolean;
}

/**
 * The whole MJCF of a scene with one table of 0.8 × 0.8 × 0.05 m, and a keyframe where a nominal episode begins.
 * `inertiagrouprange` keeps shapes that are only drawn from adding mass, as robosuite does.
 */
export function tableSceneMjcf({
  name,
  arms,
  tableTop,
  objects,
  objectsStart,
  discardVisual = false,
}: TableSceneParts): string {
  return `<mujoco model="${name}">
  <compiler angle="radian" inertiagrouprange="0 0" discardvisual="${discardVisual}"/>
  <option timestep="${robosuiteTimestep}" impratio="20" cone="elliptic"/>
  <worldbody>
    <light pos="1 1 4" dir="0 -.15 -1" diffuse=".8 .8 .8"/>
    <geom name="floor" type="plane" size="3 3 .125" group="1" rgba=".82 .84 .87 1"/>
    ${table(tableTop)}
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

function table(top: number): string {
  const legHeight = top - 0.05;
  const legs = [-1, 1].flatMap((x) =>
    [-1, 1].map(
      (y) =>
        `<geom type="cylinder" size=".025 ${legHeight / 2}" pos="${x * 0.35} ${y * 0.35} ${legHeight / 2}" group="1" contype="0" conaffinity="0" rgba=".42 .44 .47 1"/>`,
    ),
  );
  return `<geom name="table" type="box" size=".4 .4 .025" pos="0 0 ${top - 0.025}" friction="1 .005 .0001" group="0"/>
    <geom name="table_top" type="box" size=".4 .4 .025" pos="0 0 ${top - 0.025}" group="1" contype="0" conaffinity="0" rgba=".80 .66 .47 1"/>
    ${legs.join('\n    ')}`;
}

/** What robosuite's mount looks like from afar; nothing reaches it, so it does not collide. */
function pedestal({ position: [x, y] }: PandaPlacement): string {
  const height = pandaMountHeight - 0.01;
  return `
    <geom type="cylinder" size=".13 ${height / 2}" pos="${x} ${y} ${height / 2}" group="1" contype="0" conaffinity="0" rgba=".2 .2 .22 1"/>
    <geom type="cylinder" size=".17 .015" pos="${x} ${y} ${height - 0.005}" group="1" contype="0" conaffinity="0" rgba=".15 .15 .16 1"/>`;
}
