import { Box3, Group, type Object3D, Vector3 } from 'three';
import { expect, test } from 'vitest';
import type { GeomDescription, JointDescription, SceneDescription } from '../core/physics/environment.ts';
import { BodyOverlays } from './bodyOverlays.ts';

const geom = (change: Partial<GeomDescription>): GeomDescription => ({
  ...{ name: '', body: 1, shape: 'box', size: [0.1, 0.2, 0.3], position: [0, 0, 0], quaternion: [1, 0, 0, 0] },
  ...{ color: [1, 1, 1, 1], group: 0, collides: true },
  ...change,
});
const joint = (change: Partial<JointDescription>): JointDescription => ({
  ...{ name: '', body: 1, type: 'hinge', position: [0, 0, 0], axis: [0, 0, 1] },
  ...change,
});

function overlaysOf({ geoms = [], joints = [] }: Partial<SceneDescription>) {
  const bodies = [new Group(), new Group()];
  const overlays = new BodyOverlays({ bodies: ['world', 'robot'], geoms, joints }, bodies, 0.01);
  return { overlays, world: bodies[0], robot: bodies[1] };
}

const shown = (group: Group): Object3D[] => group.children.filter((child) => child.visible);
const sizeOf = (object: Object3D) => new Box3().setFromObject(object, true).getSize(new Vector3());

test('a hinge is drawn along its axis, through its anchor, and moves with its body', () => {
  const { overlays, robot } = overlaysOf({ joints: [joint({ axis: [0, 1, 0], position: [1, 0, 0] })] });
  overlays.show({ joints: true, collisions: false });
  const [mark] = shown(robot);
  const size = sizeOf(mark);
  expect(size.y).toBeGreaterThan(3 * Math.max(size.x, size.z));
  robot.position.set(0, 0, 5);
  robot.updateMatrixWorld(true);
  const center = new Box3().setFromObject(mark, true).getCenter(new Vector3());
  expect([center.x, center.z]).toEqual([expect.closeTo(1, 3), expect.closeTo(5, 3)]);
});

test('only what can touch is outlined, in its own size; the floor is not', () => {
  const shapes = [geom({}), geom({ collides: false, size: [9, 9, 9] })];
  const floor = geom({ body: 0, shape: 'plane', size: [0, 0, 1] });
  const { overlays, world, robot } = overlaysOf({ geoms: [...shapes, floor] });
  overlays.show({ joints: false, collisions: true });
  expect(shown(world)).toEqual([]);
  expect(shown(robot)).toHaveLength(1);
  const { x, y, z } = sizeOf(shown(robot)[0]);
  for (const [length, expected] of [
    [x, 0.2],
    [y, 0.4],
    [z, 0.6],
  ]) {
    expect(length).toBeCloseTo(expected, 6);
  }
});

test('what was switched off is hidden, and what was disposed of is gone from the bodies', () => {
  const { overlays, robot } = overlaysOf({ geoms: [geom({})], joints: [joint({}), joint({ type: 'free' })] });
  overlays.show({ joints: true, collisions: true });
  expect(shown(robot)).toHaveLength(2);
  overlays.show({ joints: true, collisions: false });
  expect(shown(robot)).toHaveLength(1);
  overlays.dispose();
  expect(robot.children).toEqual([]);
});
