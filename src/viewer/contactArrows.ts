/** @file Where bodies touch and how hard: a dot at each contact, and an arrow along the force on the moving body. */
import {
  type BufferGeometry,
  ConeGeometry,
  CylinderGeometry,
  Group,
  InstancedMesh,
  Matrix4,
  MeshBasicMaterial,
  Quaternion,
  SphereGeometry,
  Vector3,
} from 'three';

/** Numbers of one contact: point, force */
const contactWidth = 6;
/** More than any scene has at once; those beyond it are not drawn. */
const mostContacts = 96;
/** Newtons below which there is a dot and no arrow */
const leastForce = 1e-3;

const up = new Vector3(0, 1, 0);

export class ContactArrows {
  readonly group = new Group();
  // Through the bodies: contacts lie between them, where nobody would see anything.
  private readonly material = new MeshBasicMaterial({ depthTest: false, transparent: true });
  private readonly dots = this.instances(new SphereGeometry(1, 12, 8));
  private readonly shafts = this.instances(new CylinderGeometry(1, 1, 1, 10).translate(0, 0.5, 0));
  private readonly heads = this.instances(new ConeGeometry(1, 1, 14).translate(0, 0.5, 0));

  /**
   * @param newtonsPerMetre what an arrow of one metre stands for
   * @param thickness radius of an arrow, metres
   */
  constructor(
    private readonly newtonsPerMetre: number,
    private readonly thickness: number,
  ) {
    this.group.add(this.shafts, this.heads, this.dots);
    this.show(null);
  }

  setColor(color: string): void {
    this.material.color.set(color);
  }

  /** @param contacts `[contacts, 6]`: point in metres, force in newtons, world frame; null for none */
  show(contacts: Float32Array | null): void {
    const count = Math.min(mostContacts, (contacts?.length ?? 0) / contactWidth);
    for (let i = 0; i < count; i++) this.place(i, contacts!.subarray(i * contactWidth, (i + 1) * contactWidth));
    for (const mesh of [this.dots, this.shafts, this.heads]) {
      mesh.count = count;
      mesh.instanceMatrix.needsUpdate = true;
    }
    this.group.visible = count > 0;
  }

  dispose(): void {
    this.material.dispose();
    for (const mesh of [this.dots, this.shafts, this.heads]) {
      mesh.geometry.dispose();
      mesh.dispose();
    }
  }

  /** The arrow's tip lies where its length says; its head is part of that length. */
  private place(index: number, contact: Float32Array): void {
    const { thickness } = this;
    const point = new Vector3(contact[0], contact[1], contact[2]);
    const force = new Vector3(contact[3], contact[4], contact[5]);
    const isDrawn = force.length() > leastForce;
    const length = isDrawn ? force.length() / this.newtonsPerMetre : 0;
    const head = Math.min(length, 5 * thickness);
    const direction = force.normalize();
    const turn = isDrawn ? new Quaternion().setFromUnitVectors(up, direction) : new Quaternion();
    const put = (mesh: InstancedMesh, from: Vector3, radius: number, height: number) =>
      mesh.setMatrixAt(index, new Matrix4().compose(from, turn, new Vector3(radius, height, radius)));
    put(this.dots, point, 1.6 * thickness, 1.6 * thickness);
    put(this.shafts, point, length > head ? thickness : 0, length - head);
    put(this.heads, point.clone().addScaledVector(direction, length - head), 0.5 * head, head);
  }

  private instances(geometry: BufferGeometry): InstancedMesh {
    const mesh = new InstancedMesh(geometry, this.material, mostContacts);
    mesh.renderOrder = 10;
    // Its bounds would be those of the arrows of the first frame.
    mesh.frustumCulled = false;
    return mesh;
  }
}
