/** @file Runs compiled programs on a GPU: one buffer is the memory, and a program a list of dispatches over it. */
import type { Job } from '../jobs.ts';
import { comeAlive, endLife } from '../livingMachines.ts';
import type { Machine } from '../machine.ts';
import { type Matrix, padded } from '../matrix.ts';
import { DeviceMemory } from './deviceMemory.ts';
import { dispatchesOf, type TrainingPlaces } from './dispatches.ts';
import { type Kernel, tableOf } from './kernel.ts';
import { Pipelines } from './pipelines.ts';
import { Submissions } from './submissions.ts';
import { WaitingRoom } from './waitingRoom.ts';

/** A dispatch with all that it needs, ready to be recorded again and again. */
interface Prepared {
  readonly kernel: Kernel;
  readonly bindings: GPUBindGroup;
  readonly workgroups: number;
}

export type PreparedProgram = readonly Prepared[];

export class WebGpuMachine implements Machine {
  protected readonly submissions: Submissions;
  protected readonly pipelines: Pipelines;
  protected readonly buffers: DeviceMemory;
  /** What comes while kernels are compiled */
  protected readonly waiting = new WaitingRoom();
  /** Bindings of the kernels that train, where there is training */
  protected trainingBindings: GPUBindGroup | null = null;
  private readonly memory: GPUBuffer;

  /**
   * @param size of the memory, in floats
   * @param now milliseconds of a clock, by which steps are gathered into submissions; without one they are not
   * @throws Error where the device has no buffer of that size
   */
  constructor(
    protected readonly device: GPUDevice,
    size: number,
    now?: () => number,
  ) {
    this.submissions = new Submissions(device, now);
    this.pipelines = Pipelines.of(device);
    this.buffers = new DeviceMemory(device, this.submissions);
    this.memory = this.buffers.create('network with its batch', 4 * size);
    comeAlive(this);
  }

  get bytes(): number {
    return this.buffers.bytes;
  }

  write(matrix: Matrix, values: Float32Array, columns: number): void {
    const [start, stride, width] = [4 * matrix.offset, 4 * matrix.stride, padded(columns)];
    const rows = paddedRows(values, columns, width);
    this.waiting.enter(() => {
      if (width === matrix.stride) this.buffers.write(this.memory, start, rows);
      else this.buffers.writeRows(this.memory, start, stride, rows, width);
    });
  }

  async read(matrix: Matrix, rows: number, columns: number): Promise<Float32Array> {
    const { offset, stride } = matrix;
    const size = 4 * ((rows - 1) * stride + columns);
    const spread = await this.waiting.call(() => this.buffers.read(this.memory, 4 * offset, size));
    if (columns === stride) return spread;
    const values = new Float32Array(rows * columns);
    for (let row = 0; row < rows; row++) {
      values.set(spread.subarray(row * stride, row * stride + columns), row * columns);
    }
    return values;
  }

  /** All rows are computed: a GPU is not told how many, since nothing is uploaded for it. */
  prepare(jobs: readonly Job[]): (rows: number) => void {
    const program = this.prepareProgram(jobs, null);
    return () => this.waiting.enter(() => this.record(program));
  }

  copy(from: Machine, source: Matrix, target: Matrix): void {
    if (!(from instanceof WebGpuMachine)) throw new Error('a GPU copies from its own memory');
    const earlier = from.waiting.empty;
    if (earlier) this.waiting.waitFor(earlier);
    this.waiting.enter(() => {
      from.submissions.submit();
      const size = 4 * source.columns;
      this.submissions.copies.copyBufferToBuffer(from.memory, 4 * source.offset, this.memory, 4 * target.offset, size);
      // What the other machine does next must not come before it.
      this.submissions.submit();
    });
  }

  dispose(): void {
    endLife(this);
    // What waits still means these buffers.
    this.waiting.enter(() => {
      this.submissions.submit();
      this.buffers.destroy();
    });
  }

  protected prepareProgram(jobs: readonly Job[], training: TrainingPlaces | null): PreparedProgram {
    const dispatches = dispatchesOf(jobs, training);
    const compiling = this.pipelines.compile(dispatches.map(({ kernel }) => kernel));
    if (compiling) {
      this.waiting.waitFor(compiling);
      compiling.catch((error: Error) => this.buffers.fail(`the GPU refuses a program: ${error.message}`));
    }
    const tables = this.buffers.createTables(dispatches.map(({ spans }) => tableOf(spans)));
    return dispatches.map(({ kernel, spans }, i) => ({
      kernel,
      bindings: this.device.createBindGroup({
        layout: this.pipelines.layouts.memory,
        entries: [
          { binding: 0, resource: { buffer: this.memory } },
          { binding: 1, resource: tables[i] },
        ],
      }),
      workgroups: spans.reduce((sum, { workgroups }) => sum + workgroups, 0),
    }));
  }

  protected record(program: PreparedProgram): void {
    if (this.buffers.failure) return;
    const { compute } = this.submissions;
    if (this.trainingBindings) compute.setBindGroup(1, this.trainingBindings);
    for (const { kernel, bindings, workgroups } of program) {
      compute.setPipeline(this.pipelines.get(kernel));
      compute.setBindGroup(0, bindings);
      compute.dispatchWorkgroups(workgroups);
    }
  }
}

/** A copy, with zeros behind each row. */
function paddedRows(values: Float32Array, columns: number, width: number): Float32Array {
  if (columns === width) return values.slice();
  const rows = values.length / columns;
  const padded = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++) padded.set(values.subarray(row * columns, (row + 1) * columns), row * width);
  return padded;
}
