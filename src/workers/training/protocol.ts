/** @file The training worker's contract: one run at a time, with its loop, its evaluations and its snapshots. */
import type { EngineMemory } from '../../core/compiled/engineMemory.ts';
import type { Experiment } from '../../core/experiment/experiment.ts';
import type { EvaluationRecord, PairedRecord, RunRecord } from '../../core/experiment/records.ts';
import type { BackendName } from '../../core/policy/tensorBackend.ts';
import type { BackendCandidate } from '../../core/training/selfTest.ts';

export type { BackendCandidate, BackendName };

export type BackendChoice = BackendName | 'auto';

export type TrainingService = {
  requests: {
    /** Tests the backends (gradients against cpu, then speed) and settles on one. */
    prepare: { input: PrepareInput; output: BackendReport };
    /** Begins a run, paused; from a snapshot where one is given. */
    start: { input: StartInput; output: RunFacts };
    play: { input: undefined; output: undefined };
    /** Resolves when the loop stands still. */
    pause: { input: undefined; output: undefined };
    /** Exactly one optimiser step, while paused. */
    step: { input: undefined; output: undefined };
    /** At most so many steps a second, each followed by its policy, for this run and the next; null: no limit. */
    setPace: { input: { stepsPerSecond: number | null }; output: undefined };
    /** Ends the run and frees its memory; what was trained is returned as a snapshot. */
    stop: { input: undefined; output: SnapshotUpdate | null };
    /** The whole state of the run, to resume exactly on the same backend. */
    snapshot: { input: undefined; output: SnapshotUpdate };
    /** The policy as it acts now (EMA weights), for the live robot. */
    policy: { input: undefined; output: PolicyUpdate };
    /** Runs an evaluation now, beside training. */
    evaluate: { input: undefined; output: undefined };
    /** Plays the step ladder of any policy, apart from the run and its evaluations. */
    evaluatePolicy: { input: EvaluatePolicyInput; output: PolicyEvaluation; progress: EvaluationProgress };
    /** Other physics workers play the evaluations from now on; one that was interrupted is played again. */
    attachPhysics: { input: { physics: readonly MessagePort[] }; output: { replayedStep: number | null } };
    memory: { input: undefined; output: EngineMemory };
  };
  events: {
    record: RunRecord;
    status: TrainingStatus;
    /** New EMA weights, after each evaluation interval: the live robot takes them over. */
    policy: PolicyUpdate;
    /** The whole state, each snapshot interval: whoever holds it can take the run up again in a fresh worker. */
    snapshot: SnapshotUpdate;
    /** The GPU device is gone, and the weights with it: end this worker and go on in another, from the last snapshot. */
    deviceLost: { reason: string };
  };
};

export interface PrepareInput {
  readonly backend: BackendChoice;
  /** It passed its test in the worker that this one replaces: it is activated, and not tested again. */
  readonly isTrusted?: boolean;
}

export interface SnapshotUpdate {
  readonly step: number;
  /** Bytes of a snapshot file */
  readonly snapshot: Uint8Array;
}

export interface PolicyUpdate {
  /** Training step of the weights, for the label of the live robot */
  readonly step: number;
  /** Bytes of a policy file (`core/policy/deployedPolicy.ts`) */
  readonly policy: Uint8Array;
}

export interface StartInput {
  readonly experiment: Experiment;
  /** Bytes of the demonstration file; null where nothing was demonstrated: a policy from scratch */
  readonly demonstrations: Uint8Array | null;
  /** One port to each physics worker that may play evaluation episodes, and under PPO the rollouts */
  readonly physics: readonly MessagePort[];
  readonly snapshot?: Uint8Array;
  /** Bytes of the policy file that stage 2 begins from; needed where there is no snapshot, which holds it */
  readonly policy?: Uint8Array;
}

export interface RunFacts {
  readonly parameters: number;
  readonly chunks: number;
  readonly observationSize: number;
  readonly actionSize: number;
  /** Step at which the run stands: 0, or the snapshot's */
  readonly step: number;
  /** SHA-256 of the demonstration file, hexadecimal; of nothing where nothing was demonstrated */
  readonly demonstrationsHash: string;
  /** Mean return of the demonstrations, or their share of successes where that is the metric; null without any */
  readonly demonstrationLevel: number | null;
  /** The policy that stage 2 began from, with the bytes of its file: what acts "before"; null in stage 1 and from scratch */
  readonly parent: { readonly policyHash: string; readonly step: number; readonly policy: Uint8Array } | null;
  /** The held-out observations behind every embedding record, in its order: `[count, observationSize]`, raw units */
  readonly probeObservations: Float32Array;
  /** The action chunks that were demonstrated there: `[count, Ta·Da]`, raw units; past an episode's end its last action */
  readonly probeActions: Float32Array;
}

export interface EvaluatePolicyInput {
  /** Bytes of a policy file */
  readonly policy: Uint8Array;
  /** One port to each physics worker that may play the episodes */
  readonly physics: readonly MessagePort[];
  /** Denoising steps K */
  readonly steps: readonly number[];
  readonly episodes: number;
  /** Episode i is played from seed + i, to the scene's horizon */
  readonly seed: number;
}

export interface PolicyEvaluation {
  /** One for each K, in the order asked for, with its latency */
  readonly rungs: readonly EvaluationRecord[];
  /** The fewest against the most steps; null where only one number of steps was asked for */
  readonly paired: PairedRecord | null;
}

/** Episodes, over all numbers of steps */
export interface EvaluationProgress {
  readonly done: number;
  readonly planned: number;
}

export type TrainingPhase = 'paused' | 'training' | 'finished' | 'failed';

export interface TrainingStatus {
  readonly phase: TrainingPhase;
  /** Optimiser steps; environment steps under PPO */
  readonly step: number;
  /** Steps per second over the last second or so; 0 while paused */
  readonly stepsPerSecond: number;
  readonly isEvaluating: boolean;
  /** Done and planned episodes of the running evaluation, over all step counts */
  readonly evaluationProgress: readonly [done: number, planned: number] | null;
  /** What went wrong: what happened, what was kept and, where the phase is failed, one thing to do. */
  readonly message?: string;
}

export interface BackendReport {
  readonly backend: BackendName;
  /** Adapter name for WebGPU, null otherwise */
  readonly adapter: string | null;
  /** Why a backend that was preferred is not in use; null where it is */
  readonly fallbackReason: string | null;
  readonly candidates: readonly BackendCandidate[];
}
