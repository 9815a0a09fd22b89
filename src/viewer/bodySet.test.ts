import { Box3, type Mesh, Vector3 } from 'three';
import { expect, test } from 'vitest';
import type { GeomDescription, SceneDescription } from '../core/physics/environment.ts';
import { BodySet, drawnGeoms, isFloor } from './bodySet.ts';

function geom(change: Partial<GeomDescription> = {}): GeomDescription {
  return {
    name: '',
    body: 1,
    shape: 'sphere',
    size: [0.1, 0, 0],
    position: [0, 0, 0],
    quaternion: [1, 0, 0, 0],
    color: [1, 1, 1, 1],
    group: 1,
    collides: true,
    ...change,
  };
}

const describe = (...geoms: GeomDescription[]): SceneDescription => ({
  bodies: ['world', 'robot'],
  geoms,
  joints: [],
});

/** Extent of all that a set draws, metres */
function extent(set: BodySet): Vector3 {
  set.group.updateMatrixWorld(true);
  return new Box3().setFromObject(set.group, true).getSize(new Vector3());
}

test('collision shapes are hidden where visual ones stand for them, and drawn where there are no others', () => {
  const [collides, shown] = [geom({ group: 0 }), geom({ group: 2 })];
  expect(drawnGeoms(describe(collides, shown))).toEqual([shown]);
  expect(drawnGeoms(describe(collides))).toEqual([collides]);
});

test('an endless or very large plane of the world is the floor; a small one and a box are not', () => {
  expect(isFloor(geom({ shape: 'plane', body: 0, size: [0, 0, 1] }))).toBe(true);
  expect(isFloor(geom({ shape: 'plane', body: 0, size: [3, 3, 0.1] }))).toBe(true);
  expect(isFloor(geom({ shape: 'plane', body: 0, size: [0.4, 0.4, 0.1] }))).toBe(false);
  expect(isFloor(geom({ shape: 'box', body: 0, size: [3, 3, 0.1] }))).toBe(false);
});

test('capsules and cylinders lie along z with MuJoCo’s half-lengths, and boxes have its half-sizes', () => {
  const sizeOf = (change: Partial<GeomDescription>) => {
    const set = new BodySet(describe(geom(change)), 'main');
    set.setPoses(Float32Array.of(0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0));
    return extent(set).toArray();
  };
  const expectSize = (size: number[], expected: number[]) => {
    for (const [axis, value] of expected.entries()) expect(Math.abs(size[axis] - value)).toBeLessThan(2e-3);
  };
  expectSize(sizeOf({ shape: 'capsule', size: [0.1, 0.3, 0] }), [0.2, 0.2, 0.8]);
  expectSize(sizeOf({ shape: 'cylinder', size: [0.1, 0.3, 0] }), [0.2, 0.2, 0.6]);
  expectSize(sizeOf({ shape: 'box', size: [0.1, 0.2, 0.3] }), [0.2, 0.4, 0.6]);
  expectSize(sizeOf({ shape: 'ellipsoid', size: [0.1, 0.2, 0.3] }), [0.2, 0.4, 0.6]);
});

test('a pose moves its body, a quarter turn about x lays a standing capsule along y', () => {
  const set = new BodySet(describe(geom({ shape: 'capsule', size: [0.1, 0.3, 0] })), 'main');
  set.setPoses(Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 2, 3, Math.SQRT1_2, Math.SQRT1_2, 0, 0));
  expect(extent(set).y).toBeCloseTo(0.8, 2);
  const center = new Box3().setFromObject(set.group, true).getCenter(new Vector3());
  expect(center.distanceTo(new Vector3(1, 2, 3))).toBeLessThan(1e-6);
});

test('a body of many shapes costs one mesh for each opacity', () => {
  const shapes = [geom(), geom({ shape: 'box', size: [1, 1, 1] }), geom({ shape: 'capsule' }), geom()];
  const set = new BodySet(describe(...shapes, geom({ color: [1, 1, 1, 0.5] })), 'main');
  const meshes: Mesh[] = [];
  set.group.traverse((object) => 'isMesh' in object && meshes.push(object as Mesh));
  expect(meshes).toHaveLength(2);
});

test('bodies that have no pose yet are nowhere, and a ghost never doubles the world', () => {
  const description = describe(geom({ body: 0 }), geom({ body: 1 }));
  const visible = (set: BodySet) => set.group.children.map((body) => body.visible);
  expect(visible(new BodySet(description, 'main'))).toEqual([true, false]);
  const ghost = new BodySet(description, 'ghost');
  ghost.setPoses(Float32Array.of(0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0));
  expect(visible(ghost)).toEqual([false, true]);
});
