/** @file Runs compiled programs on a GPU: one buffer is the memory, and a program a list of dispatches over it. */
import type { Job } from '../jobs.ts';
import { comeAlive, endLife } from '../livingMachines.ts';
import type { Machine } from '../machine.ts';
import type { Matrix } from '../matrix.ts';
import { dispatchesOf, type TrainingPlaces } from './dispatches.ts';
import { type Dispatch, tableOf } from './kernel.ts';
import { Pipelines } from './pipelines.ts';
import { Submissions } from './submissions.ts';

/** A dispatch with all that it needs, ready to be recorded again and again. */
interface Prepared {
  readonly pipeline: GPUComputePipeline;
  readonly bindings: GPUBindGroup;
  readonly workgroups: number;
  readonly isTraining: boolean;
}

export class WebGpuMachine implements Machine {
  protected readonly submissions: Submissions;
  protected readonly pipelines: Pipelines;
  protected readonly buffers: GPUBuffer[] = [];
  /** Bindings of the kernels that train, where there is training */
  protected trainingBindings: GPUBindGroup | null = null;
  private readonly memory: GPUBuffer;
  private loss: string | null = null;

  /**
   * @param size of the memory, in floats
   * @param now milliseconds of a clock, by which it is given as many steps at once as it can take; one without; without one, every step is submitted by itself
   * @throws Error where the device has no buffer of that size
   */
  constructor(
    protected readonly device: GPUDevice,
    size: number,
    now?: () => number,
  ) {
    this.submissions = new Submissions(device, now);
    this.pipelines = Pipelines.of(device);
    this.memory = this.createBuffer('memory', 4 * size, GPUBufferUsage.COPY_SRC);
    device.lost.then(({ message, reason }) => {
      this.loss = message || reason;
    });
    comeAlive(this);
  }

  get bytes(): number {
    return this.buffers.reduce((sum, { size }) => sum + size, 0);
  }

  write(matrix: Matrix, values: Float32Array, columns: number): void {
    // What was recorded before still means the numbers before.
    this.submissions.submit();
    const { queue } = this.device;
    const rows = values.length / columns;
    if (columns === matrix.stride) {
      queue.writeBuffer(this.memory, 4 * matrix.offset, values as Float32Array<ArrayBuffer>);
      return;
    }
    if (matrix.columns !== matrix.stride) {
      for (let row = 0; row < rows; row++)
        this.writeRow(matrix, row, values.subarray(row * columns, (row + 1) * columns));
      return;
    }
    const padded = new Float32Array(rows * matrix.stride);
    for (let row = 0; row < rows; row++) {
      padded.set(values.subarray(row * columns, (row + 1) * columns), row * matrix.stride);
    }
    queue.writeBuffer(this.memory, 4 * matrix.offset, padded);
  }

  async read(matrix: Matrix, rows: number, columns: number): Promise<Float32Array> {
    const { offset, stride } = matrix;
    const spread = await this.readBuffer(this.memory, 4 * offset, 4 * ((rows - 1) * stride + columns));
    if (columns === stride) return spread;
    const values = new Float32Array(rows * columns);
    for (let row = 0; row < rows; row++) {
      values.set(spread.subarray(row * stride, row * stride + columns), row * columns);
    }
    return values;
  }

  /** All rows are computed: how many does not change what a GPU needs to be told. */
  prepare(jobs: readonly Job[]): (rows: number) => void {
    const program = this.prepareDispatches(jobs, null);
    return () => this.record(program);
  }

  copy(from: Machine, source: Matrix, target: Matrix): void {
    if (!(from instanceof WebGpuMachine)) throw new Error('a GPU copies from its own memory');
    from.submissions.submit();
    const { copies } = this.submissions;
    copies.copyBufferToBuffer(from.memory, 4 * source.offset, this.memory, 4 * target.offset, 4 * source.columns);
    // The other machine's next commands must not come before it.
    this.submissions.submit();
  }

  dispose(): void {
    this.submissions.submit();
    for (const buffer of this.buffers) buffer.destroy();
    endLife(this);
  }

  protected prepareDispatches(jobs: readonly Job[], training: TrainingPlaces | null): Prepared[] {
    const dispatches = dispatchesOf(jobs, training);
    const { tables, starts } = this.createTables(dispatches);
    return dispatches.map(({ kernel, spans }, i) => {
      const table = { buffer: tables, offset: starts[i], size: 4 * tableOf(spans).length };
      return {
        pipeline: this.pipelines.get(kernel),
        bindings: this.device.createBindGroup({
          layout: this.pipelines.layouts.memory,
          entries: [
            { binding: 0, resource: { buffer: this.memory } },
            { binding: 1, resource: table },
          ],
        }),
        workgroups: spans.reduce((sum, { workgroups }) => sum + workgroups, 0),
        isTraining: kernel.isTraining ?? false,
      };
    });
  }

  protected record(program: readonly Prepared[]): void {
    const { compute } = this.submissions;
    if (this.trainingBindings) compute.setBindGroup(1, this.trainingBindings);
    for (const { pipeline, bindings, workgroups } of program) {
      compute.setPipeline(pipeline);
      compute.setBindGroup(0, bindings);
      compute.dispatchWorkgroups(workgroups);
    }
  }

  /** @throws Error where the device has no buffer of that size */
  protected createBuffer(name: string, size: number, more = 0): GPUBuffer {
    const { maxStorageBufferBindingSize, maxBufferSize } = this.device.limits;
    const limit = Math.min(maxStorageBufferBindingSize, maxBufferSize);
    if (size > limit) {
      const [needed, most] = [size, limit].map((bytes) => Math.ceil(bytes / 2 ** 20));
      throw new Error(`the ${name} takes ${needed} MiB in one buffer, and this GPU allows ${most} MiB`);
    }
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | more;
    const buffer = this.device.createBuffer({ label: name, size: Math.max(size, 16), usage });
    this.buffers.push(buffer);
    return buffer;
  }

  /** Submits what was recorded, then reads. @throws Error where the device was lost */
  protected async readBuffer(source: GPUBuffer, offset: number, size: number): Promise<Float32Array> {
    const staging = this.device.createBuffer({ size, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ });
    this.submissions.copies.copyBufferToBuffer(source, offset, staging, 0, size);
    this.submissions.submit();
    try {
      await staging.mapAsync(GPUMapMode.READ);
      // Once a device is lost, some browsers map zeros.
      if (this.loss === null) return new Float32Array(staging.getMappedRange().slice(0));
    } catch (error) {
      this.loss ??= error instanceof Error ? error.message : String(error);
    } finally {
      staging.destroy();
    }
    throw new Error(`the GPU was lost: ${this.loss}`);
  }

  /** The tables of all dispatches in one buffer. */
  private createTables(dispatches: readonly Dispatch[]): { tables: GPUBuffer; starts: number[] } {
    const alignment = this.device.limits.minStorageBufferOffsetAlignment;
    const words = dispatches.map(({ spans }) => tableOf(spans));
    const starts: number[] = [];
    let end = 0;
    for (const table of words) {
      starts.push(end);
      end = Math.ceil((end + table.byteLength) / alignment) * alignment;
    }
    const tables = this.createBuffer('list of jobs', end);
    words.forEach((table, i) => {
      this.device.queue.writeBuffer(tables, starts[i], table as Uint32Array<ArrayBuffer>);
    });
    return { tables, starts };
  }

  private writeRow(matrix: Matrix, row: number, values: Float32Array): void {
    const padded = new Float32Array(4 * Math.ceil(values.length / 4));
    padded.set(values);
    this.device.queue.writeBuffer(this.memory, 4 * (matrix.offset + row * matrix.stride), padded);
  }
}
