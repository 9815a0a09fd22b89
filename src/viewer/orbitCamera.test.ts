import { Vector3 } from 'three';
import { beforeEach, expect, test } from 'vitest';
import { OrbitCamera } from './orbitCamera.ts';

let orbit: OrbitCamera;
beforeEach(() => {
  orbit = new OrbitCamera();
  orbit.setFirstView({ position: [0, -3, 1.5], target: [0, 0, 0.5] });
});

/** Lets a glide end. */
function settle(): void {
  for (let i = 0; i < 200 && orbit.update(0.05); i++);
}

const expectAt = (actual: Vector3, [x, y, z]: readonly [number, number, number]) => {
  expect(actual.distanceTo(new Vector3(x, y, z))).toBeLessThan(1e-6);
};

test('the first view is the one that the scene asks for', () => {
  expectAt(orbit.camera.position, [0, -3, 1.5]);
  expectAt(orbit.camera.getWorldDirection(new Vector3()), [0, 3 / Math.sqrt(10), -1 / Math.sqrt(10)]);
});

test('orbiting keeps the distance, and never looks from below the floor', () => {
  orbit.apply({ type: 'orbit', x: 0.3, y: -5 });
  settle();
  expect(orbit.camera.position.distanceTo(orbit.target)).toBeCloseTo(Math.sqrt(10), 6);
  expect(orbit.camera.position.z).toBeGreaterThan(orbit.target.z);
});

test('panning by the height of the canvas moves the view by the height that it shows', () => {
  orbit.apply({ type: 'pan', x: 1, y: 0 });
  settle();
  const shownHeight = 2 * Math.sqrt(10) * Math.tan((22.5 * Math.PI) / 180);
  expectAt(orbit.target, [-shownHeight, 0, 0.5]);
});

test('it goes along with a body horizontally, and the reset view goes along too', () => {
  orbit.apply({ type: 'zoom', factor: 0.5 });
  orbit.follow(4, 1);
  orbit.apply({ type: 'reset' });
  settle();
  expectAt(orbit.camera.position, [4, -2, 1.5]);
  // A new episode begins at the origin again.
  orbit.follow(0, 0);
  settle();
  expectAt(orbit.camera.position, [0, -3, 1.5]);
});

test('a narrow canvas shows as much from side to side as a square one', () => {
  orbit.resize(400, 400);
  const square = Math.tan((orbit.camera.fov * Math.PI) / 360) * orbit.camera.aspect;
  orbit.resize(200, 400);
  expect(Math.tan((orbit.camera.fov * Math.PI) / 360) * orbit.camera.aspect).toBeCloseTo(square, 9);
});

test('a body that is followed from now on is turned to in a glide, and then gone along with', () => {
  orbit.approach(2, 1);
  expectAt(orbit.target, [0, 0, 0.5]);
  settle();
  expectAt(orbit.target, [2, 1, 0.5]);
  orbit.follow(2.5, 1);
  expectAt(orbit.target, [2.5, 1, 0.5]);
});

test('without glides the camera is at once where it is sent', () => {
  orbit.glides = false;
  orbit.apply({ type: 'zoom', factor: 0.5 });
  expect(orbit.update(0.001)).toBe(false);
  expect(orbit.camera.position.distanceTo(orbit.target)).toBeCloseTo(Math.sqrt(10) / 2, 6);
});
