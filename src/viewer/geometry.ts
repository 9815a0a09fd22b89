/** @file MuJoCo's primitive shapes as triangles, in the frame of the body that carries them. */
import {
  BoxGeometry,
  type BufferGeometry,
  CapsuleGeometry,
  Color,
  CylinderGeometry,
  EdgesGeometry,
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
  const geometry = shapeGeometry(geom, smooth);
  geometry.applyMatrix4(placementOf(geom));
  paint(geometry, geom.color);
  // Nothing here has a texture, and merged geometries must have the same attributes.
  geometry.deleteAttribute('uv');
  return geometry;
}

/** A geom's edges in its body's frame, as pairs of points: a few lines that show its shape. */
export function bodyOutline(geom: GeomDescription): BufferGeometry {
  const geometry = shapeGeometry(geom, coarse);
  // Flat faces of two triangles have no line across.
  const edges = new EdgesGeometry(geometry, 2);
  geometry.dispose();
  return edges.applyMatrix4(placementOf(geom));
}

/** Into how many pieces a round shape is cut: around, and from its middle to its pole */
interface Roundness {
  readonly around: number;
  readonly toPole: number;
}

const smooth: Roundness = { around: 32, toPole: 10 };
const coarse: Roundness = { around: 10, toPole: 3 };

function placementOf({ position, quaternion: [w, x, y, z] }: GeomDescription): Matrix4 {
  return new Matrix4().compose(new Vector3(...position), new Quaternion(x, y, z, w), new Vector3(1, 1, 1));
}

function shapeGeometry({ shape, size: [a, b, c] }: GeomDescription, { around, toPole }: Roundness): BufferGeometry {
  switch (shape) {
    case 'sphere':
      return new SphereGeometry(a, around, 2 * toPole);
    case 'ellipsoid':
      // applyMatrix4 transforms the normals as well.
      return new SphereGeometry(1, around, 2 * toPole).applyMatrix4(new Matrix4().makeScale(a, b, c));
    case 'capsule':
      // three's capsule and cylinder stand along y; MuJoCo's along z.
      return new CapsuleGeometry(a, 2 * b, toPole, around).rotateX(Math.PI / 2);
    case 'cylinder':
      return new CylinderGeometry(a, a, 2 * b, around).rotateX(Math.PI / 2);
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
