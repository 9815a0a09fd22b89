/**
 * @file The flat parameter vector with every layer padded to multiples of four, as compiled programs keep it.
 *
 * The head's first layer reads four inputs side by side, each padded by itself, so its rows are moved apart likewise.
 */
import { type Architecture, chunkLength, type DenseShape, denseShapes } from '../policy/architecture.ts';
import { type Arena, columnsOf, type Matrix, padded, rowsOf } from './matrix.ts';

export interface PackedLayer {
  readonly shape: DenseShape;
  /** Sizes of what the layer reads side by side, unpadded; their sum is `shape.inputs` */
  readonly inputs: readonly number[];
  /** Row of the packed weight at which each of them begins */
  readonly starts: readonly number[];
  /** Rows of the packed weight */
  readonly rows: number;
  /** Columns of the packed weight */
  readonly columns: number;
}

/** A dense layer in memory. */
export interface LayerMatrices {
  /** `[inputs, outputs]` */
  readonly weight: Matrix;
  /** `[1, outputs]` */
  readonly bias: Matrix;
}

export type NetworkMatrices = ReadonlyMap<string, LayerMatrices>;

export function packedLayers(architecture: Architecture): PackedLayer[] {
  const { timeEmbeddingSize, conditionSize } = architecture;
  return denseShapes(architecture).map((shape) => {
    const isHeadInput = shape.name === 'head.input';
    const inputs = isHeadInput
      ? [chunkLength(architecture), timeEmbeddingSize, timeEmbeddingSize, conditionSize]
      : [shape.inputs];
    const starts = inputs.map((_, i) => inputs.slice(0, i).reduce((sum, size) => sum + padded(size), 0));
    const rows = starts.at(-1)! + padded(inputs.at(-1)!);
    return { shape, inputs, starts, rows, columns: padded(shape.outputs) };
  });
}

/** One vector of the size of all parameters, with a matrix for each weight and bias: parameters, gradients, moments. */
export interface PackedVector {
  /** Its numbers are `whole.columns` in one row */
  readonly whole: Matrix;
  readonly layers: NetworkMatrices;
}

export function allocateVector(arena: Arena, layers: readonly PackedLayer[]): PackedVector {
  const length = layers.reduce((sum, { rows, columns }) => sum + (rows + 1) * columns, 0);
  // To whoever asks what overlaps, the vector is as high as the highest of its weights.
  const whole = { ...arena.allocateVector(length), rows: Math.max(...layers.map(({ rows }) => rows)) + 1 };
  const matrices = new Map<string, LayerMatrices>();
  let start = 0;
  for (const { shape, rows, columns } of layers) {
    const part = columnsOf(whole, start, (rows + 1) * columns);
    // A layer is a span of the vector's columns; inside it the weight is a matrix with rows of its own.
    const span = { ...part, columns, stride: columns };
    const weight = { ...rowsOf(span, 0, rows), row: 0, column: start };
    const bias = { ...rowsOf(span, rows, 1), row: 0, column: start + rows * columns };
    matrices.set(shape.name, { weight, bias });
    start += part.columns;
  }
  return { whole, layers: matrices };
}

/** @param flat as policy files hold it @returns the same with its padding, `[whole.columns]` */
export function pack(layers: readonly PackedLayer[], flat: Float32Array): Float32Array {
  const packed = new Float32Array(layers.reduce((sum, { rows, columns }) => sum + (rows + 1) * columns, 0));
  forEachRow(layers, (from, to, count) => packed.set(flat.subarray(from, from + count), to));
  return packed;
}

/** The way back. @param length of the flat vector */
export function unpack(layers: readonly PackedLayer[], packed: Float32Array, length: number): Float32Array {
  const flat = new Float32Array(length);
  forEachRow(layers, (to, from, count) => flat.set(packed.subarray(from, from + count), to));
  return flat;
}

/** Every row of every weight, and every bias: where it is in the flat vector, and where in the packed one. */
function forEachRow(
  layers: readonly PackedLayer[],
  visit: (flat: number, packed: number, count: number) => void,
): void {
  let start = 0;
  for (const { shape, inputs, starts, rows, columns } of layers) {
    let flat = shape.offset;
    inputs.forEach((size, part) => {
      for (let row = 0; row < size; row++, flat += shape.outputs) {
        visit(flat, start + (starts[part] + row) * columns, shape.outputs);
      }
    });
    visit(flat, start + rows * columns, shape.outputs);
    start += (rows + 1) * columns;
  }
}
