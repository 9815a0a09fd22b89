/**
 * @file Cutting tensors on wasm without copying all of them for each piece.
 *
 * tfjs-backend-wasm 4.22 reads the whole input into a new array before it takes one slice of it. Cutting the flat
 * parameter vector into its layers copied it twenty times a training step.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';

const replacements = { Slice: slice, SplitV: split };
let isDone = false;

/** Puts the kernels below in place of the backend's own. Call it when the wasm backend is registered. */
export function replaceWasmKernels(): void {
  if (isDone) return;
  isDone = true;
  for (const [kernelName, replacement] of Object.entries(replacements)) {
    const original = tf.getKernel(kernelName, 'wasm').kernelFunc;
    tf.unregisterKernel(kernelName, 'wasm');
    tf.registerKernel({
      kernelName,
      backendName: 'wasm',
      kernelFunc: (call) => replacement(call as unknown as KernelCall) ?? original(call),
    });
  }
}

interface KernelCall {
  readonly inputs: { readonly x: tf.TensorInfo };
  readonly attrs: Readonly<Record<string, never>>;
  readonly backend: BackendWasm;
}

/** A slice of neighbouring numbers; null where the slice is another, which the backend's own kernel takes. */
function slice({ inputs: { x }, attrs, backend }: KernelCall): tf.TensorInfo | null {
  const { begin, size } = attrs as unknown as tf.SliceAttrs;
  const [start, shape] = tf.slice_util.parseSliceParams(x as tf.Tensor, begin, size);
  if (x.dtype !== 'float32' || !tf.slice_util.isSliceContinous(x.shape, start, shape)) return null;
  return copy(x, tf.slice_util.computeFlatOffset(start, tf.util.computeStrides(x.shape)), shape, backend);
}

/** Pieces along the first axis; null for another axis. */
function split({ inputs: { x }, attrs, backend }: KernelCall): tf.TensorInfo[] | null {
  const { numOrSizeSplits, axis } = attrs as unknown as tf.SplitVAttrs;
  if (x.dtype !== 'float32' || axis !== 0) return null;
  const [, ...rest] = x.shape;
  const rowLength = tf.util.sizeFromShape(rest);
  let row = 0;
  return tf.backend_util.prepareSplitSize(x as tf.Tensor, numOrSizeSplits, 0).map((rows) => {
    const piece = copy(x, row * rowLength, [rows, ...rest], backend);
    row += rows;
    return piece;
  });
}

function copy(x: tf.TensorInfo, offset: number, shape: number[], backend: BackendWasm): tf.TensorInfo {
  const piece = backend.makeOutput(shape, x.dtype);
  // Both views are taken after the allocation, which may have moved the heap.
  const source = backend.typedArrayFromHeap(x);
  backend.typedArrayFromHeap(piece).set(source.subarray(offset, offset + tf.util.sizeFromShape(shape)));
  return piece;
}
