/** @file Everything in a scene that moves: the robot, its ghost once there is one, and the forces where bodies touch. */
import { Group } from 'three';
import type { SceneDescription } from '../core/physics/environment.ts';
import { BodyOverlays } from './bodyOverlays.ts';
import { BodySet, type BodySetKind } from './bodySet.ts';
import { ContactArrows } from './contactArrows.ts';
import { PoseBlend, poseWidth } from './poseBlend.ts';
import type { PoseFrame, ViewerOverlays, ViewerPose } from './protocol.ts';
import type { StageColors } from './themes.ts';

/** A set of bodies and the motion it is in */
interface MovingBodies {
  readonly set: BodySet;
  readonly blend: PoseBlend;
}

export interface ArrowSize {
  /** Newtons that an arrow of one metre stands for */
  readonly newtonsPerMetre: number;
  /** Radius of an arrow, metres */
  readonly thickness: number;
}

export class BodyCast {
  readonly group = new Group();
  private readonly main: MovingBodies;
  /** Made with its first pose */
  private ghost: MovingBodies | null = null;
  private readonly arrows: ContactArrows;
  private readonly overlays: BodyOverlays;

  constructor(
    private readonly description: SceneDescription,
    private colors: StageColors,
    { newtonsPerMetre, thickness }: ArrowSize,
  ) {
    this.main = this.addBodies('main');
    this.arrows = new ContactArrows(newtonsPerMetre, thickness);
    this.overlays = new BodyOverlays(description, this.main.set.bodies, thickness);
    this.group.add(this.arrows.group);
    this.setColors(colors);
  }

  setColors(colors: StageColors): void {
    this.colors = colors;
    this.arrows.setColor(colors.contact);
    this.overlays.setColors(colors);
    this.ghost?.set.setTint(colors.ghost);
  }

  /** What is drawn on the robot, not on its ghost */
  showOverlays(overlays: ViewerOverlays): void {
    this.overlays.show(overlays);
  }

  /** Whether the robot is somewhere */
  get hasPose(): boolean {
    return this.main.blend.hasPose;
  }

  /** A pose of another scene, still on its way, is ignored. @param now milliseconds */
  push({ poses, ghost, contacts }: ViewerPose, frame: PoseFrame, now: number): void {
    if (poses.length !== this.description.bodies.length * poseWidth) return;
    this.main.blend.push(poses, frame, now);
    if (ghost) {
      this.ghost ??= this.addBodies('ghost');
      this.ghost.blend.push(ghost, frame, now);
    }
    if (this.ghost) this.ghost.set.group.visible = ghost !== null;
    this.arrows.show(contacts);
  }

  /** Brings all bodies to where they are now. @param now milliseconds @returns whether some are still on their way */
  update(now: number): boolean {
    let isMoving = false;
    for (const bodies of [this.main, this.ghost]) {
      if (!bodies) continue;
      isMoving = bodies.blend.update(now) || isMoving;
      if (bodies.blend.hasPose) bodies.set.setPoses(bodies.blend.shown);
    }
    return isMoving;
  }

  /** Where a body of the robot stands on the floor, metres; null before its first pose, or where there is no such body */
  place(body: number): readonly [x: number, y: number] | null {
    const { blend } = this.main;
    if (body < 0 || !blend.hasPose) return null;
    return [blend.shown[body * poseWidth], blend.shown[body * poseWidth + 1]];
  }

  dispose(): void {
    this.overlays.dispose();
    this.main.set.dispose();
    this.ghost?.set.dispose();
    this.arrows.dispose();
  }

  private addBodies(kind: BodySetKind): MovingBodies {
    const set = new BodySet(this.description, kind);
    if (kind === 'ghost') set.setTint(this.colors.ghost);
    this.group.add(set.group);
    return { set, blend: new PoseBlend(this.description.bodies.length) };
  }
}
