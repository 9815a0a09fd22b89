/** @file A lab for tests: stand-ins for its workers, that remember what they were asked and say what a test tells them. */
import { vi } from 'vitest';
import type { RunRecord } from '../core/experiment/records.ts';
import type { SceneFacts } from '../core/scenes/scene.ts';
import { WorkerDiedError } from '../workers/rpc/errors.ts';
import { decodeAddress } from './address.ts';
import { Lab, type LabOptions } from './lab.ts';
import type { LabWorkers } from './labWorkers.ts';

/** A worker's client that remembers its calls, answers from a table, and says what a test tells it to. */
export class Stand {
  readonly calls: { name: string; input: unknown }[] = [];
  private readonly listeners = new Map<string, Set<(payload: unknown) => void>>();
  private readonly deaths = new Set<(error: Error) => void>();
  private end: (reason: Error) => void = () => {};
  private readonly ended = new Promise<never>((_, reject) => {
    this.end = reject;
  });
  constructor(private readonly answers: Record<string, (input: never) => unknown>) {
    this.ended.catch(() => undefined);
  }
  async call(name: string, input: unknown) {
    this.calls.push({ name, input });
    return Promise.race([this.answers[name]?.(input as never), this.ended]);
  }
  on(event: string, listener: (payload: unknown) => void) {
    const listeners = this.listeners.get(event) ?? new Set();
    this.listeners.set(event, listeners.add(listener));
    return () => listeners.delete(listener);
  }
  onDeath(listener: (error: Error) => void) {
    this.deaths.add(listener);
    return () => this.deaths.delete(listener);
  }
  connect = async () => new MessageChannel().port1;
  isDisposed = false;
  /** Nobody listens to a worker that was ended. */
  dispose() {
    this.isDisposed = true;
    this.end(new DOMException('the worker was disposed of', 'AbortError'));
    this.listeners.clear();
    this.deaths.clear();
  }
  say(event: string, payload: unknown) {
    for (const listener of this.listeners.get(event) ?? []) listener(payload);
  }
  die() {
    const error = new WorkerDiedError('the worker died: out of memory');
    this.end(error);
    for (const listener of [...this.deaths]) listener(error);
  }
  count(name: string) {
    return this.calls.filter((call) => call.name === name).length;
  }
  last(name: string) {
    return this.calls.findLast((call) => call.name === name)?.input;
  }
}

const scene = (id: string, demonstrations: string[], starts: string[] = []) =>
  ({
    ...{ id, title: id, demonstrations, settings: {}, metric: 'success' },
    starts: starts.map((start) => ({ id: start, description: start })),
  }) as unknown as SceneFacts;

type Answers = Record<string, (input: never) => unknown>;

export interface StandInLab {
  readonly lab: Lab;
  /** Every worker of its kind that was ever started, in order; the first physics worker moves the live robot */
  readonly physics: Stand[];
  readonly training: Stand[];
  readonly projection: Stand[];
  /** What the address bar was told */
  readonly written: unknown[];
}

export interface StandInOptions {
  readonly hash?: string;
  /** Files that the server does not have */
  readonly missing?: readonly string[];
  /** Answers of the training workers, beside the usual ones */
  readonly trainingAnswers?: Answers;
  readonly life?: LabOptions['life'];
  /** Keeps runs; without it none is kept */
  readonly storage?: { call(name: string, input: never): Promise<unknown> };
}

export function openStandInLab(options: StandInOptions = {}): StandInLab {
  const { hash = '', missing = [], trainingAnswers, life, storage } = options;
  const [physics, training, projection]: Stand[][] = [[], [], []];
  const written: unknown[] = [];
  const scenes = [scene('lift', ['expert']), scene('hopper', ['medium', 'expert'], ['medium']), scene('ant-v4', [])];
  const spawn = (into: Stand[], answers: Answers) => () => {
    into.push(new Stand(answers));
    return into[into.length - 1];
  };
  const lab = new Lab({
    workers: {
      spawnPhysics: spawn(physics, {
        scenes: () => scenes,
        describe: () => ({ bodies: ['world'], geoms: [], joints: [] }),
      }),
      spawnTraining: spawn(training, {
        prepare: () => ({ backend: 'cpu', adapter: null, fallbackReason: null, candidates: [] }),
        start: () => ({ parameters: 1, chunks: 1, observationSize: 1, actionSize: 1, step: 0 }),
        policy: () => ({ step: 0, policy: new Uint8Array([0]) }),
        ...trainingAnswers,
      }),
      spawnInspection: spawn([], {}),
      spawnDeployment: spawn([], {}),
      spawnBoard: spawn([], {}),
      spawnProjection: spawn(projection, {
        project: ({ step }: { step: number }) => ({ step, method: 'pca', points: new Float32Array(4), iteration: 0 }),
      }),
      spawnStorage: () => Object.assign(new Stand({}), storage && { call: storage.call.bind(storage) }),
      rolloutWorkers: 2,
    } as unknown as LabWorkers,
    fetchFile: async (path) => {
      if (missing.includes(path)) throw new Error(`${path} is not on the server (404).`);
      return new TextEncoder().encode(path);
    },
    address: { read: () => decodeAddress(hash), write: (said) => written.push(said), onChange: () => undefined },
    life,
  });
  return { lab, physics, training, projection, written };
}

/** Lets everything that waits for nothing but promises and a moment's rest happen. */
export const settle = () => vi.advanceTimersByTimeAsync(300);
/** A training record whose loss falls with its step */
export const loss = (step: number): RunRecord => ({
  ...{ kind: 'training', step, loss: 1 / step, velocityLoss: 1 / step },
  ...{ dispersiveLoss: 0, learningRate: 1 },
});
