/** @file A vector environment over physics workers: one lane a worker, so that every core has something to do. */
import { emptyChunkTransition } from '../../core/physics/chunkTransition.ts';
import type { ChunkTransition, VectorEnvironment } from '../../core/physics/environment.ts';
import type { PhysicsClient } from './client.ts';

export interface WorkerVectorEnvironmentOptions {
  readonly scene: string;
  /** Over all workers */
  readonly slots: number;
  /** Factor on every random draw of a reset; 1 where absent */
  readonly resetNoise?: number;
}

/** Slots of one worker, and the handle of its environments there. */
interface Lane {
  readonly client: PhysicsClient;
  readonly handle: number;
  /** Numbers of its slots in the whole, ascending */
  readonly slots: readonly number[];
}

export class WorkerVectorEnvironment implements VectorEnvironment {
  readonly slots: number;
  readonly lanes: readonly (readonly number[])[];
  /** Where each slot lives: its lane, and its number there */
  private readonly places: readonly { readonly lane: number; readonly local: number }[];

  private constructor(
    private readonly workers: readonly Lane[],
    readonly observationSize: number,
    readonly actionSize: number,
  ) {
    this.lanes = workers.map((lane) => lane.slots);
    this.slots = this.lanes.reduce((sum, slots) => sum + slots.length, 0);
    const places = new Array<{ lane: number; local: number }>(this.slots);
    this.lanes.forEach((slots, lane) => {
      slots.forEach((slot, local) => {
        places[slot] = { lane, local };
      });
    });
    this.places = places;
  }

  /**
   * Makes the environments, spread evenly over the workers. The workers stay the caller's: `dispose` frees the
   * environments alone.
   * @throws RangeError where there is no such scene, no slot or no worker
   */
  static async create(
    clients: readonly PhysicsClient[],
    { scene, slots, resetNoise }: WorkerVectorEnvironmentOptions,
  ): Promise<WorkerVectorEnvironment> {
    if (clients.length === 0 || slots < 1) {
      throw new RangeError(`expected at least 1 worker and 1 slot, received ${clients.length} and ${slots}`);
    }
    const shares = spread(slots, Math.min(clients.length, slots));
    const made = await Promise.all(
      shares.map((share, i) => clients[i].call('createEnvironments', { scene, slots: share.length, resetNoise })),
    );
    const lanes = shares.map((share, i) => ({ client: clients[i], handle: made[i].handle, slots: share }));
    return new WorkerVectorEnvironment(lanes, made[0].observationSize, made[0].actionSize);
  }

  async reset(slots: readonly number[], seeds: readonly number[]): Promise<Float32Array> {
    if (seeds.length !== slots.length) {
      throw new RangeError(`expected one seed a slot, received ${seeds.length} seeds for ${slots.length} slots`);
    }
    const observations = new Float32Array(slots.length * this.observationSize);
    await this.onEachLane(slots, async ({ client, handle }, rows, local) => {
      const part = await client.call('reset', { handle, slots: local, seeds: rows.map((row) => seeds[row]) });
      scatter(observations, part, rows, this.observationSize);
    });
    return observations;
  }

  async step(slots: readonly number[], actions: Float32Array): Promise<ChunkTransition> {
    const count = slots.length;
    const width = count === 0 ? 0 : actions.length / count;
    if (!Number.isInteger(width / this.actionSize)) {
      throw new RangeError(
        `actions: expected whole chunks of ${count} × ${this.actionSize}, received ${actions.length}`,
      );
    }
    const result = emptyChunkTransition(count, this.observationSize);
    await this.onEachLane(slots, async ({ client, handle }, rows, local) => {
      const chunk = gather(actions, rows, width);
      const part = await client.call('step', { handle, slots: local, actions: chunk }, { transfer: [chunk.buffer] });
      scatter(result.observations, part.observations, rows, this.observationSize);
      for (const key of ['rewards', 'lengths', 'terminated', 'truncated', 'successes', 'failures'] as const) {
        scatter(result[key], part[key], rows, 1);
      }
    });
    return result;
  }

  dispose(): void {
    for (const { client, handle } of this.workers) {
      // A worker that died has freed its environments already.
      client.call('disposeEnvironments', { handle }).catch(() => undefined);
    }
  }

  /** Runs `work` beside one another for each lane that holds some of the slots. */
  private async onEachLane(
    slots: readonly number[],
    work: (lane: Lane, rows: readonly number[], local: readonly number[]) => Promise<void>,
  ): Promise<void> {
    const shares = this.workers.map(() => ({ rows: [] as number[], local: [] as number[] }));
    slots.forEach((slot, row) => {
      const place = this.places[slot];
      if (!place) throw new RangeError(`slot: expected 0 to ${this.slots - 1}, received ${slot}`);
      shares[place.lane].rows.push(row);
      shares[place.lane].local.push(place.local);
    });
    await Promise.all(
      shares.map(({ rows, local }, i) => (rows.length > 0 ? work(this.workers[i], rows, local) : undefined)),
    );
  }
}

/** Contiguous slot numbers for each of `count` lanes; sizes differ by one at most. */
function spread(slots: number, count: number): number[][] {
  return Array.from({ length: count }, (_, i) => {
    const [first, next] = [Math.floor((i * slots) / count), Math.floor(((i + 1) * slots) / count)];
    return Array.from({ length: next - first }, (_, k) => first + k);
  });
}

type NumberArray = Float32Array | Float64Array | Uint16Array | Uint8Array;

/** Copies the rows of `part` to the places `rows` of `whole`. */
function scatter(whole: NumberArray, part: NumberArray, rows: readonly number[], width: number): void {
  rows.forEach((row, i) => {
    whole.set(part.subarray(i * width, (i + 1) * width), row * width);
  });
}

function gather(whole: Float32Array, rows: readonly number[], width: number): Float32Array<ArrayBuffer> {
  const part = new Float32Array(rows.length * width);
  rows.forEach((row, i) => {
    part.set(whole.subarray(row * width, (row + 1) * width), i * width);
  });
  return part;
}
