import { type InstancedMesh, Matrix4, Vector3 } from 'three';
import { expect, test } from 'vitest';
import { ContactArrows } from './contactArrows.ts';

/** Where a point of a mesh's n-th instance lies */
function at(mesh: InstancedMesh, instance: number, point: readonly [number, number, number]): Vector3 {
  const matrix = new Matrix4();
  mesh.getMatrixAt(instance, matrix);
  return new Vector3(...point).applyMatrix4(matrix);
}

test('an arrow begins at its contact and ends as far along the force as the scale says', () => {
  const arrows = new ContactArrows(100, 0.005);
  arrows.show(Float32Array.of(1, 2, 3, 0, 0, 40, /* second */ 0, 0, 0, 30, 0, 0));
  const [shafts, heads, dots] = arrows.group.children as InstancedMesh[];
  expect(at(dots, 0, [0, 0, 0]).distanceTo(new Vector3(1, 2, 3))).toBeLessThan(1e-6);
  expect(at(shafts, 0, [0, 0, 0]).distanceTo(new Vector3(1, 2, 3))).toBeLessThan(1e-6);
  // The cone's tip stands at 1 of its own height.
  expect(at(heads, 0, [0, 1, 0]).distanceTo(new Vector3(1, 2, 3.4))).toBeLessThan(1e-6);
  expect(at(heads, 1, [0, 1, 0]).distanceTo(new Vector3(0.3, 0, 0))).toBeLessThan(1e-6);
});

test('no contacts, no arrows', () => {
  const arrows = new ContactArrows(100, 0.005);
  arrows.show(Float32Array.of(1, 2, 3, 0, 0, 40));
  expect(arrows.group.visible).toBe(true);
  arrows.show(null);
  expect(arrows.group.visible).toBe(false);
});
