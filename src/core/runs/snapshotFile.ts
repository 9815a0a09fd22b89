/** @file A snapshot of either stage, as far as whoever keeps it needs to know. */
import { containerKind } from '../data/container.ts';
import type { Experiment } from '../experiment/experiment.ts';
import {
  decodeFinetuneSnapshot,
  finetuneSnapshotKind,
  policyOfFinetuneSnapshot,
} from '../finetune/finetuneSnapshot.ts';
import { parameterCount } from '../policy/architecture.ts';
import { decodeSnapshot, policyOfSnapshot } from '../training/snapshot.ts';

export interface SnapshotFile {
  readonly stage: 'pretrain' | 'finetune';
  readonly experiment: Experiment;
  /** Optimiser steps; environment steps under PPO */
  readonly step: number;
  /** Numbers that act */
  readonly parameterCount: number;
  readonly bytes: Uint8Array;
  /** Bytes of the policy in it, as a file */
  policy(): Uint8Array<ArrayBuffer>;
}

/** @throws FileFormatError where the bytes are not an intact snapshot */
export function readSnapshotFile(bytes: Uint8Array, name: string): SnapshotFile {
  if (containerKind(bytes) === finetuneSnapshotKind) {
    const snapshot = decodeFinetuneSnapshot(bytes, name);
    const { experiment, step, architecture } = snapshot.network;
    return {
      stage: 'finetune',
      ...{ experiment, step, bytes },
      parameterCount: parameterCount(architecture),
      policy: () => policyOfFinetuneSnapshot(snapshot),
    };
  }
  const snapshot = decodeSnapshot(bytes, name);
  const { experiment, step, architecture } = snapshot.metadata;
  return {
    stage: 'pretrain',
    ...{ experiment, step, bytes },
    parameterCount: parameterCount(architecture),
    policy: () => policyOfSnapshot(snapshot),
  };
}
