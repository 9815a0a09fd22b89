/** @file How the episode that is watched stands, for the page: at most five times a second. */
import type { StoreApi } from 'zustand/vanilla';
import type { LivePose } from '../workers/physics/protocol.ts';
import type { LabState, LiveStatus } from './labState.ts';
import { Pacer } from './pacer.ts';

export class LiveStatusBoard {
  private pose: LivePose | null = null;
  private poses = 0;
  private readonly pacer = new Pacer({ status: () => this.write() });

  constructor(private readonly store: StoreApi<LabState>) {}

  receive(pose: LivePose): void {
    this.pose = pose;
    this.poses += 1;
    this.pacer.mark('status');
  }

  dispose(): void {
    this.pacer.dispose();
  }

  private write(): void {
    if (this.pose) this.store.setState({ liveStatus: statusOf(this.pose, this.poses) });
  }
}

function statusOf(pose: LivePose, poses: number): LiveStatus {
  const { episode, seed, controlStep, time, recorded, span, ghost, contacts } = pose;
  return {
    episode,
    seed,
    controlStep,
    time,
    recorded,
    span,
    return: pose.return,
    hasSucceeded: pose.success,
    hasEnded: pose.ended,
    failure: pose.failure,
    ghost: ghost && {
      return: ghost.return,
      hasSucceeded: ghost.success,
      hasEnded: ghost.ended,
      failure: ghost.failure,
    },
    contacts: contacts && contacts.length / 6,
    poses,
  };
}
