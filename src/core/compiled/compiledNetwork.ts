/** @file The network of a policy on a machine: embeds observations and draws chunks, any number of rows at once. */
import { type Architecture, chunkLength } from '../policy/architecture.ts';
import type { Job } from './jobs.ts';
import type { Machine, Machines } from './machine.ts';
import { Arena, type Matrix } from './matrix.ts';
import { allocateVector, type PackedLayer, type PackedVector, pack, packedLayers } from './packing.ts';
import { SamplingProgram } from './samplingProgram.ts';

/** A machine with room for so many rows. */
export interface Room<One extends Machine> {
  readonly capacity: number;
  readonly machine: One;
  readonly parameters: PackedVector;
  readonly program: SamplingProgram;
  readonly runs: Map<readonly Job[], (rows: number) => void>;
}

export class CompiledNetwork<One extends Machine = Machine> {
  private readonly packed: readonly PackedLayer[];
  private room: Room<One> | null = null;
  /** Another room, with more rows, takes them again. */
  private parameters: Float32Array | null = null;

  constructor(
    private readonly machines: Machines<One>,
    private readonly architecture: Architecture,
  ) {
    this.packed = packedLayers(architecture);
  }

  /** @param parameters as policy files hold them, `[parameterCount]` */
  setParameters(parameters: Float32Array): void {
    this.parameters = pack(this.packed, parameters);
    this.room?.machine.write(this.room.parameters.whole, this.parameters, this.parameters.length);
  }

  /** Copies parameters from where they are trained. @param rows that will be asked for */
  take(from: Machine, source: Matrix, rows: number): void {
    const { machine, parameters } = this.roomFor(rows);
    machine.copy(from, source, parameters.whole);
  }

  /** @param observations normalised, `[count, observationSize]` @returns `[count, conditionSize]` */
  embed(observations: Float32Array, count: number): Promise<Float32Array> {
    const room = this.roomFor(count);
    const { machine, program } = room;
    machine.write(program.observations, observations, this.architecture.observationSize);
    run(room, program.encoding, count);
    return machine.read(program.condition, count, this.architecture.conditionSize);
  }

  /** As `draw`. @returns chunks, normalised and not clamped, `[count, Ta·Da]` */
  sample(observations: Float32Array, noise: Float32Array, count: number, steps: number): Promise<Float32Array> {
    const { machine, program } = this.draw(observations, noise, count, steps);
    return machine.read(program.chunks, count, chunkLength(this.architecture));
  }

  /**
   * @param observations normalised, `[count, observationSize]`
   * @param noise z₁, `[count, Ta·Da]`
   * @param steps denoising steps K
   * @returns where the chunks are read
   * @throws RangeError where steps is not a whole number ≥ 1
   */
  draw(observations: Float32Array, noise: Float32Array, count: number, steps: number): Room<One> {
    const room = this.roomFor(count);
    const { machine, program } = room;
    const { observationSize, latent } = this.architecture;
    machine.write(program.observations, observations, observationSize);
    const begin = latent === 'none' ? new Float32Array(noise.length) : noise;
    machine.write(program.chunks, begin, chunkLength(this.architecture));
    run(room, program.drawing(steps), count);
    return room;
  }

  dispose(): void {
    this.room?.machine.dispose();
    this.room = null;
  }

  private roomFor(rows: number): Room<One> {
    if (this.room && this.room.capacity >= rows) return this.room;
    // The next power of two: a growing number of rows does not build a machine each time.
    const capacity = 2 ** Math.ceil(Math.log2(rows));
    const arena = new Arena();
    const parameters = allocateVector(arena, this.packed);
    const program = new SamplingProgram(this.architecture, arena, parameters.layers, capacity);
    const machine = this.machines.create(arena.size);
    if (this.parameters) machine.write(parameters.whole, this.parameters, this.parameters.length);
    this.dispose();
    this.room = { capacity, machine, parameters, program, runs: new Map() };
    return this.room;
  }
}

function run({ machine, runs }: Room<Machine>, jobs: readonly Job[], rows: number): void {
  const prepared = runs.get(jobs) ?? machine.prepare(jobs);
  runs.set(jobs, prepared);
  prepared(rows);
}
