/** @file A WebAssembly memory for matrices, with kernels over it and room at its end for what a kernel needs on the way. */
import type { Matrix } from '../matrix.ts';
import { type Kernels, kernelsOver } from './kernelModule.ts';

const pageBytes = 65536;
/** The first address stays free: to a kernel 0 means that there is nothing. */
const firstFloat = 16;

export class WasmMemory {
  readonly kernels: Kernels;
  private readonly memory: WebAssembly.Memory;
  private view: Float32Array;

  /** @param size floats */
  constructor(private readonly size: number) {
    this.memory = new WebAssembly.Memory({ initial: pagesOf(firstFloat + size) });
    this.kernels = kernelsOver(this.memory);
    this.view = new Float32Array(this.memory.buffer);
  }

  /** Every float of the memory; the view is another once the memory has grown. */
  get floats(): Float32Array {
    return this.view;
  }

  /** Index in `floats` of a matrix's first number */
  index({ offset }: Matrix): number {
    return firstFloat + offset;
  }

  /** Address of a matrix's first number, in bytes */
  address(matrix: Matrix): number {
    return 4 * this.index(matrix);
  }

  /**
   * Address of room behind all matrices, which every job may use for its own time.
   * @param floats how much is needed
   */
  scratch(floats: number): number {
    const missing = pagesOf(firstFloat + this.size + floats) - this.memory.buffer.byteLength / pageBytes;
    if (missing > 0) {
      this.memory.grow(missing);
      this.view = new Float32Array(this.memory.buffer);
    }
    return 4 * (firstFloat + this.size);
  }
}

function pagesOf(floats: number): number {
  return Math.ceil((4 * floats) / pageBytes);
}
