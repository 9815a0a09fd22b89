/**
 * @file Matrices of a compiled program: places in one flat array of float32, known before anything runs.
 *
 * Offsets, columns and strides are multiples of four, so that four neighbouring numbers are always one load; what was
 * added to reach a multiple stays 0. Rows are padded to a multiple of four as well: what stands there means nothing,
 * and nothing that is read out depends on it.
 */

export interface Matrix {
  /** Of the first number, in floats from the start of the memory */
  readonly offset: number;
  readonly rows: number;
  /** Padded */
  readonly columns: number;
  /** Floats from one row to the next */
  readonly stride: number;
  /** What was allocated at once; matrices of different blocks never overlap */
  readonly block: number;
  /** Of the first number, in its block */
  readonly row: number;
  readonly column: number;
}

/** The next multiple of four. */
export function padded(count: number): number {
  return (count + 3) & ~3;
}

/** Hands out places, one after the other. */
export class Arena {
  private end = 0;
  private blocks = 0;

  /** Floats handed out so far */
  get size(): number {
    return this.end;
  }

  allocate(rows: number, columns: number): Matrix {
    // Three rows more than a multiple of four: rows may begin anywhere, and are taken four at a time.
    return this.place(rows, columns, padded(rows) + 4);
  }

  /** One row of numbers. */
  allocateVector(length: number): Matrix {
    return this.place(1, length, 1);
  }

  private place(rows: number, columns: number, spaciousRows: number): Matrix {
    const stride = padded(columns);
    const offset = this.end;
    this.end += spaciousRows * stride;
    return { offset, rows, columns: stride, stride, block: this.blocks++, row: 0, column: 0 };
  }
}

export function rowsOf(matrix: Matrix, start: number, rows: number): Matrix {
  return { ...matrix, offset: matrix.offset + start * matrix.stride, rows, row: matrix.row + start };
}

/** @param start, count multiples of four */
export function columnsOf(matrix: Matrix, start: number, count: number): Matrix {
  return { ...matrix, offset: matrix.offset + start, columns: count, column: matrix.column + start };
}

export function doOverlap(a: Matrix, b: Matrix): boolean {
  if (a.block !== b.block) return false;
  const isApart = (fromA: number, countA: number, fromB: number, countB: number) =>
    fromA + countA <= fromB || fromB + countB <= fromA;
  return !isApart(a.row, a.rows, b.row, b.rows) && !isApart(a.column, a.columns, b.column, b.columns);
}
