/** @file The compiled kernels, as functions over one memory. */
import { kernels } from './kernels.ts';

/** All take addresses and strides in bytes; `assembly/` says what each does. */
export interface Kernels {
  multiplyPlain(...numbers: number[]): void;
  multiplyTransposedRight(...numbers: number[]): void;
  multiplyTransposedLeft(...numbers: number[]): void;
  sumRows(matrix: number, stride: number, rows: number, columns: number, out: number): void;
  mish(...numbers: number[]): void;
  multiplyBy(...numbers: number[]): void;
  addScaled(...numbers: number[]): void;
  adamW(...numbers: number[]): void;
  squaredDistances(...numbers: number[]): void;
  pullPairs(...numbers: number[]): void;
}

let compiled: WebAssembly.Module | null = null;

/**
 * The kernels over a memory of their own kind each, compiled once.
 * @throws CompileError where there is no WebAssembly with SIMD
 */
export function kernelsOver(memory: WebAssembly.Memory): Kernels {
  compiled ??= new WebAssembly.Module(Uint8Array.from(atob(kernels), (letter) => letter.charCodeAt(0)));
  return new WebAssembly.Instance(compiled, { env: { memory } }).exports as unknown as Kernels;
}
