/** @file A WebAssembly memory for matrices, with kernels over it and room at its end for what a kernel needs on the way. */
import type { Matrix } from '../matrix.ts';
import { type Kernels, kernelsOver } from './kernelModule.ts';

const pageBytes = 65536;
/** The first address stays free: to a kernel 0 means that there is nothing. */
const firstFloat = 16;

/** A memory with the kernels that work in it. */
interface Bench {
  readonly memory: WebAssembly.Memory;
  readonly kernels: Kernels;
}

/**
 * Memories that were given back. However small, each takes gigabytes of a process's addresses, and about a hundred are
 * all there are; one that nobody holds any more is found too late.
 */
const idle: Bench[] = [];
const mostIdle = 8;

export class WasmMemory {
  private readonly bench: Bench;
  private view: Float32Array;
  private isReleased = false;

  /** @param size floats, all 0 */
  constructor(private readonly size: number) {
    const pages = pagesOf(firstFloat + size);
    this.bench = idle.pop() ?? makeBench(pages);
    const { memory } = this.bench;
    memory.grow(Math.max(0, pages - memory.buffer.byteLength / pageBytes));
    this.view = new Float32Array(memory.buffer);
    this.view.fill(0, 0, firstFloat + size);
  }

  get kernels(): Kernels {
    return this.bench.kernels;
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
    const { memory } = this.bench;
    const missing = pagesOf(firstFloat + this.size + floats) - memory.buffer.byteLength / pageBytes;
    if (missing > 0) {
      memory.grow(missing);
      this.view = new Float32Array(memory.buffer);
    }
    return 4 * (firstFloat + this.size);
  }

  /** Gives the memory back, once: whoever asks for one next may get it. */
  release(): void {
    if (this.isReleased) return;
    this.isReleased = true;
    if (idle.length < mostIdle) idle.push(this.bench);
  }
}

function makeBench(pages: number): Bench {
  const memory = new WebAssembly.Memory({ initial: pages });
  return { memory, kernels: kernelsOver(memory) };
}

function pagesOf(floats: number): number {
  return Math.ceil((4 * floats) / pageBytes);
}
