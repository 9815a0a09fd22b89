/** @file Runs compiled programs on the CPU: every job is a call or two of a WebAssembly kernel. */
import type { Job } from '../jobs.ts';
import { comeAlive, endLife } from '../livingMachines.ts';
import type { Machine } from '../machine.ts';
import type { Matrix } from '../matrix.ts';
import { productKernel } from './productKernel.ts';
import { denoise, embedTimes, finishCondition, finishConditionGradient, type Run } from './rowJobs.ts';
import { WasmMemory } from './wasmMemory.ts';

export class WasmMachine implements Machine {
  protected readonly memory: WasmMemory;

  /** @param size of the memory, in floats */
  constructor(size: number) {
    this.memory = new WasmMemory(size);
    comeAlive(this);
  }

  get bytes(): number {
    return this.memory.floats.byteLength;
  }

  write(matrix: Matrix, values: Float32Array, columns: number): void {
    const { floats } = this.memory;
    const start = this.memory.index(matrix);
    for (let from = 0, to = start; from < values.length; from += columns, to += matrix.stride) {
      floats.set(values.subarray(from, from + columns), to);
    }
  }

  async read(matrix: Matrix, rows: number, columns: number): Promise<Float32Array> {
    return this.readNow(matrix, rows, columns);
  }

  /** The same at once, as a CPU can. */
  readNow(matrix: Matrix, rows: number, columns: number): Float32Array {
    const { floats } = this.memory;
    const start = this.memory.index(matrix);
    const values = new Float32Array(rows * columns);
    for (let row = 0; row < rows; row++) {
      const from = start + row * matrix.stride;
      values.set(floats.subarray(from, from + columns), row * columns);
    }
    return values;
  }

  prepare(jobs: readonly Job[]): Run {
    const runs = jobs.map((job) => this.prepareJob(job));
    return (rows) => {
      for (const run of runs) run(rows);
    };
  }

  copy(from: Machine, source: Matrix, target: Matrix): void {
    if (!(from instanceof WasmMachine)) throw new TypeError('a wasm machine copies from its own kind');
    const start = from.memory.index(source);
    this.memory.floats.set(from.memory.floats.subarray(start, start + source.columns), this.memory.index(target));
  }

  dispose(): void {
    endLife(this);
    this.memory.release();
  }

  protected prepareJob(job: Job): Run {
    switch (job.kind) {
      case 'product':
        return productKernel(this.memory, job);
      case 'embedTimes':
        return embedTimes(this.memory, job);
      case 'finishCondition':
        return finishCondition(this.memory, job);
      case 'finishConditionGradient':
        return finishConditionGradient(this.memory, job);
      case 'denoise':
        return denoise(this.memory, job);
      default:
        throw new Error(`${job.kind} is a job of training`);
    }
  }
}
