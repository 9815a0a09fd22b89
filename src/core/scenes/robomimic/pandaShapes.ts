/**
 * @file What the Panda collides with and looks like, in each link's frame, from primitives alone.
 *
 * Collision shapes (group 0) are Franka's own self-collision capsules and finger boxes (franka_description, Apache-2.0),
 * but for the hand, whose official fingertip capsule would fill the space between the fingers: its mesh's bounding box
 * stands for it. Arm links take part as `contype 0, conaffinity 1`: they touch table, floor and objects and not each
 * other, since capsules overlap at the joints where the real shells do not.
 *
 * Visual shapes (group 1) touch nothing. They follow the bounding boxes of Franka's meshes: each link is a bent tube of
 * about 6 cm radius that ends in a drum on the next joint's axis, with a dark seam where two links meet.
 */

const white = '.93 .94 .95';
const grey = '.62 .64 .67';
const dark = '.18 .18 .20';
const rubber = '.08 .08 .09';

/** A capsule of Franka's collision model, in metres: radius, length of the straight part, centre. */
function bumper(radius: number, length: number, centre: string, axis = '0 0 1'): string {
  return `<geom type="capsule" size="${radius} ${length / 2}" pos="${centre}" zaxis="${axis}" group="0" contype="0" conaffinity="1"/>`;
}

function drawn(color: string, type: string, size: string, place: string): string {
  return `<geom type="${type}" size="${size}" ${place} rgba="${color} 1" group="1" contype="0" conaffinity="0"/>`;
}

/** A stretch of tube with round ends. */
function tube(radius: number, from: string, to: string): string {
  return drawn(white, 'capsule', `${radius}`, `fromto="${from} ${to}"`);
}

/** A stretch of tube with flat ends. */
function drum(color: string, radius: number, from: string, to: string): string {
  return drawn(color, 'cylinder', `${radius}`, `fromto="${from} ${to}"`);
}

/** An ellipsoid: flat, it closes a drum; long, it tapers a tube. */
function dome(size: string, centre: string, orientation = ''): string {
  return drawn(white, 'ellipsoid', size, `pos="${centre}" ${orientation}`);
}

function box(color: string, size: string, centre: string): string {
  return drawn(color, 'box', size, `pos="${centre}"`);
}

/**
 * Franka's finger boxes: screw mount, sledge, diagonal, tip; and the soft pad, which collides on a body of its own.
 * @param side −1 mirrors it for the right finger
 */
function fingerShapes(side: 1 | -1): string {
  const boxes: readonly [size: string, y: number, z: number, pitch: number, color: string][] = [
    ['.011 .0075 .010', 0.0185, 0.011, 0, grey],
    ['.011 .0044 .0019', 0.0068, 0.0022, 0, grey],
    ['.00875 .0035 .01175', 0.0159, 0.02835, Math.PI / 6, grey],
    ['.00875 .0076 .00925', 0.00758, 0.04525, 0, grey],
  ];
  const lines = boxes.map(([size, y, z, pitch, color]) => {
    const place = `pos="0 ${side * y} ${z}" axisangle="1 0 0 ${side * pitch}"`;
    return `<geom type="box" size="${size}" ${place} group="0" contype="0" conaffinity="1" condim="4"/>
          ${drawn(color, 'box', size, place)}`;
  });
  return [...lines, box(rubber, '.0082 .004 .0085', `0 ${side * 0.0033} .0415`)].join('\n          ');
}

/** By link, in order from the base: MJCF geoms. */
export const pandaLinkShapes: readonly string[] = [
  [
    bumper(0.06, 0.03, '-.075 0 .06', '1 0 0'),
    box(dark, '.095 .09 .005', '-.045 0 .005'),
    dome('.095 .08 .05', '-.05 0 .03'),
    box(white, '.035 .055 .024', '-.105 0 .034'),
    box(dark, '.004 .04 .016', '-.139 0 .034'),
    drum(white, 0.066, '0 0 .01', '0 0 .134'),
  ],
  [
    bumper(0.06, 0.283, '0 0 -.1915'),
    drum(dark, 0.0605, '0 0 -.2', '0 0 -.19'),
    drum(white, 0.062, '0 0 -.19', '0 0 -.12'),
    tube(0.0605, '0 0 -.12', '0 -.05 -.01'),
    drum(white, 0.062, '0 -.003 0', '0 -.1 0'),
    dome('.062 .028 .062', '0 -.1 0'),
  ],
  [
    bumper(0.06, 0.12, '0 0 0'),
    drum(dark, 0.0595, '0 0 -.003', '0 0 .003'),
    drum(white, 0.062, '0 0 .003', '0 0 .1'),
    dome('.062 .062 .028', '0 0 .1'),
    tube(0.0605, '0 -.01 .05', '0 -.12 0'),
    drum(white, 0.062, '0 -.12 0', '0 -.19 0'),
  ],
  [
    bumper(0.06, 0.15, '0 0 -.145'),
    drum(dark, 0.0595, '0 0 -.126', '0 0 -.12'),
    drum(white, 0.062, '0 0 -.12', '0 0 -.07'),
    tube(0.059, '0 0 -.07', '.06 .045 -.005'),
    drum(white, 0.057, '.0825 .003 0', '.0825 .085 0'),
    dome('.057 .026 .057', '.0825 .085 0'),
  ],
  [
    bumper(0.06, 0.12, '0 0 0'),
    drum(dark, 0.0545, '0 0 -.003', '0 0 .003'),
    drum(white, 0.057, '0 0 .003', '0 0 .085'),
    dome('.057 .057 .026', '0 0 .085'),
    tube(0.0605, '-.025 .01 .045', '-.0825 .07 0'),
    drum(white, 0.062, '-.0825 .07 0', '-.0825 .118 0'),
  ],
  [
    bumper(0.06, 0.1, '0 0 -.26'),
    bumper(0.025, 0.14, '0 .08 -.13'),
    drum(dark, 0.0595, '0 0 -.266', '0 0 -.26'),
    drum(white, 0.062, '0 0 -.26', '0 0 -.215'),
    tube(0.0605, '0 0 -.215', '0 .012 -.185'),
    dome('.056 .056 .125', '0 .027 -.15', 'zaxis="0 .36 1"'),
    tube(0.045, '0 .036 -.14', '0 .077 -.025'),
    drum(white, 0.05, '0 .05 0', '0 .108 0'),
    dome('.05 .022 .05', '0 .108 0'),
  ],
  [
    bumper(0.05, 0.08, '0 0 -.03'),
    drum(dark, 0.0475, '0 0 -.05', '0 0 -.044'),
    drum(white, 0.05, '0 0 -.044', '0 0 .035'),
    dome('.05 .05 .022', '0 0 .035'),
    tube(0.043, '.03 0 0', '.07 .005 0'),
    drum(white, 0.05, '.088 -.046 0', '.088 .055 0'),
    dome('.05 .026 .05', '.088 .055 0'),
  ],
  [
    bumper(0.04, 0.14, '0 0 .01'),
    bumper(0.03, 0.01, '.0424264 .0424264 .082', '1 1 0'),
    drum(dark, 0.0475, '0 0 .046', '0 0 .054'),
    drum(white, 0.048, '0 0 .054', '0 0 .092'),
    tube(0.021, '.02 .02 .075', '.05 .05 .078'),
    drum(dark, 0.014, '.05 .05 .078', '.05 .05 .101'),
    drum(grey, 0.036, '0 0 .092', '0 0 .107'),
  ],
].map((shapes) => shapes.join('\n      '));

export const pandaHandShapes = [
  '<geom type="box" size=".032 .102 .046" pos="0 -.002 .02" group="0" contype="0" conaffinity="1"/>',
  drum(grey, 0.0315, '0 0 -.005', '0 0 .006'),
  box(white, '.031 .068 .027', '0 0 .033'),
  drum(white, 0.027, '-.031 .068 .033', '.031 .068 .033'),
  drum(white, 0.027, '-.031 -.068 .033', '.031 -.068 .033'),
  box(dark, '.026 .09 .004', '0 0 .06'),
].join('\n      ');

export const pandaFingerShapes = { left: fingerShapes(1), right: fingerShapes(-1) } as const;
