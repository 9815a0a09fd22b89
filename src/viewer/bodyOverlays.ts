/** @file What is drawn on the bodies to explain them: the axes of their joints, and the shapes that they collide with. */
import {
  type BufferGeometry,
  ConeGeometry,
  CylinderGeometry,
  type Group,
  LineBasicMaterial,
  LineSegments,
  Matrix4,
  Mesh,
  MeshBasicMaterial,
  type Object3D,
  Quaternion,
  SphereGeometry,
  Vector3,
} from 'three';
import { mergeGeometries } from 'three/addons/utils/BufferGeometryUtils.js';
import type { JointDescription, SceneDescription } from '../core/physics/environment.ts';
import { isFloor } from './bodySet.ts';
import { bodyOutline } from './geometry.ts';
import type { ViewerOverlays } from './protocol.ts';
import type { StageColors } from './themes.ts';

const up = new Vector3(0, 1, 0);

export class BodyOverlays {
  // Through the bodies: what is inside them is what nobody would see.
  private readonly jointMaterial = new MeshBasicMaterial({ depthTest: false, transparent: true });
  private readonly collisionMaterial = new LineBasicMaterial({ depthTest: false, transparent: true, opacity: 0.8 });
  private joints: readonly Object3D[] | null = null;
  private collisions: readonly Object3D[] | null = null;

  /**
   * @param bodies the groups that poses move; what is drawn becomes part of them
   * @param thickness radius of an axis, metres
   */
  constructor(
    private readonly description: SceneDescription,
    private readonly bodies: readonly Group[],
    private readonly thickness: number,
  ) {}

  setColors({ joint, collision }: StageColors): void {
    this.jointMaterial.color.set(joint);
    this.collisionMaterial.color.set(collision);
  }

  /** Each is made when it is first shown. */
  show({ joints, collisions }: ViewerOverlays): void {
    if (joints) this.joints ??= this.makeJoints();
    if (collisions) this.collisions ??= this.makeCollisions();
    for (const object of this.joints ?? []) object.visible = joints;
    for (const object of this.collisions ?? []) object.visible = collisions;
  }

  dispose(): void {
    for (const object of [...(this.joints ?? []), ...(this.collisions ?? [])]) {
      object.removeFromParent();
      (object as Mesh).geometry.dispose();
    }
    this.jointMaterial.dispose();
    this.collisionMaterial.dispose();
  }

  private makeJoints(): Object3D[] {
    const { description, thickness } = this;
    return this.makeForEachBody((body) => {
      const marks = description.joints
        .filter((joint) => joint.body === body)
        .flatMap((joint) => jointMarks(joint, thickness));
      return marks.length > 0 ? new Mesh(merged(marks), this.jointMaterial) : null;
    });
  }

  private makeCollisions(): Object3D[] {
    const geoms = this.description.geoms.filter((geom) => geom.collides && !isFloor(geom));
    return this.makeForEachBody((body) => {
      const outlines = geoms.filter((geom) => geom.body === body).map(bodyOutline);
      return outlines.length > 0 ? new LineSegments(merged(outlines), this.collisionMaterial) : null;
    });
  }

  private makeForEachBody(make: (body: number) => Object3D | null): Object3D[] {
    return this.bodies.flatMap((group, body) => {
      const object = make(body);
      if (!object) return [];
      object.renderOrder = 9;
      group.add(object);
      return [object];
    });
  }
}

/**
 * A hinge is a rod along its axis, with a cone where the thumb of a right hand points while its fingers turn; a slide
 * is a rod with a cone at both ends; a ball is a ball. A free joint has no axis to draw.
 */
function jointMarks({ type, position, axis }: JointDescription, thickness: number): BufferGeometry[] {
  if (type === 'free') return [];
  const turn = new Quaternion().setFromUnitVectors(up, new Vector3(...axis));
  const place = new Matrix4().compose(new Vector3(...position), turn, new Vector3(1, 1, 1));
  const half = 9 * thickness;
  const cone = () => new ConeGeometry(3 * thickness, 6 * thickness, 14).translate(0, half, 0);
  const parts = [new SphereGeometry((type === 'ball' ? 4 : 2) * thickness, 14, 10)];
  if (type === 'ball') return parts.map((part) => part.applyMatrix4(place));
  const rod = new CylinderGeometry(thickness, thickness, 2 * half, 10);
  const cones = type === 'slide' ? [cone(), cone().rotateX(Math.PI)] : [cone()];
  return [...parts, rod, ...cones].map((part) => part.applyMatrix4(place));
}

function merged(parts: readonly BufferGeometry[]): BufferGeometry {
  const geometry = mergeGeometries([...parts]);
  for (const part of parts) part.dispose();
  return geometry;
}
