/** @file The bodies of a scene as meshes that a pose moves: the robot itself, or its see-through double. */
import { type BufferGeometry, Group, Mesh, MeshStandardMaterial } from 'three';
import { mergeGeometries } from 'three/addons/utils/BufferGeometryUtils.js';
import type { GeomDescription, SceneDescription } from '../core/physics/environment.ts';
import { bodyGeometry } from './geometry.ts';
import { poseWidth } from './poseBlend.ts';

/** The robot itself, or a see-through second one in the same scene */
export type BodySetKind = 'main' | 'ghost';

const ghostOpacity = 0.45;

export class BodySet {
  readonly group = new Group();
  /** By body; a pose moves each */
  readonly bodies: readonly Group[];
  private readonly geometries: BufferGeometry[] = [];
  private readonly materials = new Map<number, MeshStandardMaterial>();

  constructor(
    description: SceneDescription,
    private readonly kind: BodySetKind,
  ) {
    const drawn = drawnGeoms(description);
    this.bodies = description.bodies.map((name, body) => {
      const group = this.makeBody(drawn.filter((geom) => geom.body === body));
      group.name = name;
      // A second set of what never moves would only flicker in the first. Before its first pose a body is nowhere.
      group.visible = body === 0 && kind === 'main';
      return group;
    });
    this.group.add(...this.bodies);
  }

  /** @param poses `[bodies, 7]`: position in metres, quaternion wxyz */
  setPoses(poses: Float32Array): void {
    for (let body = 1; body < this.bodies.length; body++) {
      const [x, y, z, qw, qx, qy, qz] = poses.subarray(body * poseWidth, (body + 1) * poseWidth);
      const group = this.bodies[body];
      group.position.set(x, y, z);
      group.quaternion.set(qx, qy, qz, qw);
      group.visible = true;
    }
  }

  /** One colour for a ghost, in which the shading stays. */
  setTint(color: string): void {
    for (const material of this.materials.values()) material.color.set(color);
  }

  dispose(): void {
    for (const geometry of this.geometries) geometry.dispose();
    for (const material of this.materials.values()) material.dispose();
  }

  /** One mesh for all geoms of one opacity: a body costs one draw call, not one for each of its shapes. */
  private makeBody(geoms: readonly GeomDescription[]): Group {
    const group = new Group();
    for (const alpha of new Set(geoms.map((geom) => geom.color[3]))) {
      const alike = geoms.filter((geom) => geom.color[3] === alpha);
      const geometry = mergeGeometries(alike.map(bodyGeometry));
      this.geometries.push(geometry);
      const mesh = new Mesh(geometry, this.material(alpha));
      mesh.castShadow = this.kind === 'main' && alpha === 1;
      mesh.receiveShadow = this.kind === 'main';
      group.add(mesh);
    }
    return group;
  }

  private material(alpha: number): MeshStandardMaterial {
    const isGhost = this.kind === 'ghost';
    const opacity = isGhost ? alpha * ghostOpacity : alpha;
    const known = this.materials.get(opacity);
    if (known) return known;
    const material = new MeshStandardMaterial({
      vertexColors: !isGhost,
      // Where both stand on nearly the same spot, the robot hides its ghost; patches of both would look broken.
      polygonOffset: isGhost,
      polygonOffsetFactor: 2,
      polygonOffsetUnits: 1000,
      roughness: 0.55,
      metalness: 0.05,
      opacity,
      transparent: opacity < 1,
    });
    this.materials.set(opacity, material);
    return material;
  }
}

/** The convention: group 0 collides, groups 1 and up are drawn. A scene that does not follow it is drawn whole. */
export function drawnGeoms({ geoms }: SceneDescription): readonly GeomDescription[] {
  const solid = geoms.filter((geom) => !isFloor(geom) && geom.color[3] > 0);
  const visual = solid.filter((geom) => geom.group >= 1);
  return visual.length > 0 ? visual : solid;
}

/** A plane of the world that is endless (MuJoCo's size 0) or as good as that: the stage draws its own floor there. */
export function isFloor({ shape, body, size: [x, y] }: GeomDescription): boolean {
  return shape === 'plane' && body === 0 && (x === 0 || x >= 2) && (y === 0 || y >= 2);
}
