/** @file MuJoCo's primitive shapes as triangles, in the frame of the body that carries them. */
import {
  BoxGeometry,
  type BufferGeometry,
  CapsuleGeometry,
  Color,
  CylinderGeometry,
  Float32BufferAttribute,
  Matrix4,
  PlaneGeometry,
  Quaternion,
  SphereGeometry,
  SRGBColorSpace,
  Vector3,
} from 'three';
import type { GeomDescription } from '../core/physics/environment.ts';

/** A geom as a geometry in its body's frame, its colour in every vertex. */
export function bodyGeometry(geom: GeomDescription): BufferGeometry {
  const geometry = shapeGeometry(geom);
  const [w, x, y, z] = geom.quaternion;
  const placement = new Matrix4().compose(
    new Vector3(...geom.position),
    new Quaternion(x, y, z, w),
    new Vector3(1, 1, 1),
  );
  geometry.applyMatrix4(placement);
  paint(geometry, geom.color);
  // Nothing here has a texture, and merged geometries must have the same attributes.
  geometry.deleteAttribute('uv');
  return geometry;
}

function shapeGeometry({ shape, size: [a, b, c] }: GeomDescription): BufferGeometry {
  switch (shape) {
    case 'sphere':
      return new SphereGeometry(a, 32, 20);
    case 'ellipsoid':
      // applyMatrix4 transforms the normals as well.
      return new SphereGeometry(1, 32, 20).applyMatrix4(new Matrix4().makeScale(a, b, c));
    case 'capsule':
      // three's capsule and cylinder stand along y; MuJoCo's along z.
      return new CapsuleGeometry(a, 2 * b, 10, 28).rotateX(Math.PI / 2);
    case 'cylinder':
      return new CylinderGeometry(a, a, 2 * b, 40).rotateX(Math.PI / 2);
    case 'box':
      return new BoxGeometry(2 * a, 2 * b, 2 * c);
    case 'plane':
      return new PlaneGeometry(2 * a, 2 * b);
  }
}

function paint(geometry: BufferGeometry, [red, green, blue]: GeomDescription['color']): void {
  // Colours are written as they look on screen; shading happens in linear light.
  const color = new Color().setRGB(red, green, blue, SRGBColorSpace);
  const count = geometry.getAttribute('position').count;
  const values = new Float32Array(count * 3);
  for (let i = 0; i < count; i++) color.toArray(values, i * 3);
  geometry.setAttribute('color', new Float32BufferAttribute(values, 3));
}
