/**
 * @file What the Panda collides with and looks like, in each link's frame, from primitives alone.
 *
 * Collision shapes (group 0) are Franka's own self-collision capsules and finger boxes (franka_description, Apache-2.0),
 * but for the hand, whose official fingertip capsule would fill the space between the fingers: its mesh's bounding box
 * stands for it. Arm links take part as `contype 0, conaffinity 1`: they touch table, floor and objects and not each
 * other, since capsules overlap at the joints where the real shells do not. Visual shapes (group 1) touch nothing.
 */

const white = '.93 .94 .95 1';
const grey = '.35 .36 .38 1';
const black = '.13 .13 .14 1';

/** A capsule along the given axis, in metres: radius, length of the straight part, centre. */
function bumper(radius: number, length: number, centre: string, axis = '0 0 1'): string {
  return `<geom type="capsule" size="${radius} ${length / 2}" pos="${centre}" zaxis="${axis}" group="0" contype="0" conaffinity="1"/>`;
}

function shell(color: string, type: string, size: string, pos: string, orientation = ''): string {
  return `<geom type="${type}" size="${size}" pos="${pos}" ${orientation} rgba="${color}" group="1" contype="0" conaffinity="0"/>`;
}

const alongY = 'zaxis="0 1 0"';

/** Sides of the finger boxes come from Franka's hand: screw mount, sledge, diagonal, tip. `side` is −1 for the right one. */
function fingerShapes(side: 1 | -1): string {
  const boxes: readonly [size: string, y: number, z: number, pitch: number, color: string][] = [
    ['.011 .0075 .010', 0.0185, 0.011, 0, black],
    ['.011 .0044 .0019', 0.0068, 0.0022, 0, black],
    ['.00875 .0035 .01175', 0.0159, 0.02835, Math.PI / 6, black],
    ['.00875 .0076 .00925', 0.00758, 0.04525, 0, grey],
  ];
  const lines = boxes.map(([size, y, z, pitch, color]) => {
    const place = `type="box" size="${size}" pos="0 ${side * y} ${z}" axisangle="1 0 0 ${side * pitch}"`;
    return `<geom ${place} group="0" contype="0" conaffinity="1" condim="4"/>
          <geom ${place} rgba="${color}" group="1" contype="0" conaffinity="0"/>`;
  });
  return lines.join('\n          ');
}

export const pandaShapes = {
  link0: [
    bumper(0.06, 0.03, '-.075 0 .06', '1 0 0'),
    shell(white, 'cylinder', '.072 .065', '0 0 .07'),
    shell(white, 'box', '.06 .07 .03', '-.085 0 .03'),
    shell(grey, 'cylinder', '.058 .004', '0 0 .138'),
  ],
  link1: [
    bumper(0.06, 0.283, '0 0 -.1915'),
    shell(white, 'capsule', '.055 .09', '0 0 -.1'),
    shell(white, 'capsule', '.055 .035', '0 -.036 0', alongY),
  ],
  link2: [
    bumper(0.06, 0.12, '0 0 0'),
    shell(white, 'capsule', '.055 .035', '0 0 .036'),
    shell(white, 'capsule', '.055 .09', '0 -.1 0', alongY),
  ],
  link3: [
    bumper(0.06, 0.15, '0 0 -.145'),
    shell(white, 'capsule', '.055 .05', '0 0 -.06'),
    shell(white, 'capsule', '.055 .03', '.0825 .03 0', alongY),
  ],
  link4: [
    bumper(0.06, 0.12, '0 0 0'),
    shell(white, 'capsule', '.055 .03', '0 0 .03'),
    shell(white, 'capsule', '.055 .05', '-.0825 .06 0', alongY),
  ],
  link5: [
    bumper(0.06, 0.1, '0 0 -.26'),
    bumper(0.025, 0.14, '0 .08 -.13'),
    shell(white, 'capsule', '.055 .03', '0 0 -.23'),
    shell(white, 'capsule', '.045 .08', '0 .04 -.1'),
    shell(white, 'cylinder', '.045 .045', '0 .08 0', alongY),
  ],
  link6: [
    bumper(0.05, 0.08, '0 0 -.03'),
    shell(white, 'cylinder', '.05 .05', '0 0 .005'),
    shell(white, 'cylinder', '.044 .05', '.088 .03 0', alongY),
  ],
  link7: [
    bumper(0.04, 0.14, '0 0 .01'),
    bumper(0.03, 0.01, '.0424264 .0424264 .082', '1 1 0'),
    shell(white, 'cylinder', '.044 .02', '0 0 .085'),
  ],
  hand: [
    '<geom type="box" size=".032 .102 .046" pos="0 -.002 .02" group="0" contype="0" conaffinity="1"/>',
    shell(white, 'capsule', '.03 .07', '0 0 .03', alongY),
    shell(black, 'box', '.025 .095 .008', '0 0 .058'),
  ],
  leftFinger: [fingerShapes(1)],
  rightFinger: [fingerShapes(-1)],
} as const;
