/**
 * @file Matrix products of float32 with 128-bit SIMD.
 *
 * The right matrix is copied, eight columns at a time, into a panel that stays in the first-level cache; four rows of
 * the left one meet it at a time, so that eight registers of sums take 64 operations for every six loads. Addresses are
 * bytes, strides are bytes from row to row; columns are multiples of four.
 */

/** Left `[rows, inner]` · right `[inner, columns]` + bias. @param bias address, or 0 @param panel room for 8·inner floats */
export function multiplyPlain(
  left: usize,
  leftStride: usize,
  right: usize,
  rightStride: usize,
  out: usize,
  outStride: usize,
  rows: i32,
  inner: i32,
  columns: i32,
  bias: usize,
  panel: usize,
): void {
  if (rows < 4) {
    for (let row = 0; row < rows; row++) {
      multiplyRow(
        left + <usize>row * leftStride,
        right,
        rightStride,
        out + <usize>row * outStride,
        inner,
        columns,
        bias,
      );
    }
    return;
  }
  for (let column = 0; column < columns; column += 8) {
    const width = min(8, columns - column);
    packRows(right + ((<usize>column) << 2), rightStride, inner, width, panel);
    const biasAt = bias ? bias + ((<usize>column) << 2) : 0;
    multiplyPanel(left, leftStride, 4, panel, out + ((<usize>column) << 2), outStride, rows, inner, width, biasAt);
  }
}

/** Left `[rows, inner]` · rightᵀ of `[columns, inner]`. */
export function multiplyTransposedRight(
  left: usize,
  leftStride: usize,
  right: usize,
  rightStride: usize,
  out: usize,
  outStride: usize,
  rows: i32,
  inner: i32,
  columns: i32,
  panel: usize,
): void {
  for (let column = 0; column < columns; column += 8) {
    const width = min(8, columns - column);
    packColumns(right + <usize>column * rightStride, rightStride, inner, width, panel);
    multiplyPanel(left, leftStride, 4, panel, out + ((<usize>column) << 2), outStride, rows, inner, width, 0);
  }
}

/**
 * Leftᵀ of `[inner, rows]` · right `[inner, columns]`.
 * @param rows a multiple of four
 * @param panel room for (8 + rows)·inner floats
 */
export function multiplyTransposedLeft(
  left: usize,
  leftStride: usize,
  right: usize,
  rightStride: usize,
  out: usize,
  outStride: usize,
  rows: i32,
  inner: i32,
  columns: i32,
  panel: usize,
): void {
  // Four columns of the left matrix side by side, block after block: its rows are far apart in memory.
  const blocks = panel + ((<usize>inner) << 5);
  const blockSize = (<usize>inner) << 4;
  for (let row = 0; row < rows; row += 4) {
    let to = blocks + <usize>(row >> 2) * blockSize;
    let from = left + ((<usize>row) << 2);
    for (let k = 0; k < inner; k++) {
      v128.store(to, v128.load(from));
      to += 16;
      from += leftStride;
    }
  }
  for (let column = 0; column < columns; column += 8) {
    const width = min(8, columns - column);
    packRows(right + ((<usize>column) << 2), rightStride, inner, width, panel);
    for (let row = 0; row < rows; row += 4) {
      const block = blocks + <usize>(row >> 2) * blockSize;
      const target = out + <usize>row * outStride + ((<usize>column) << 2);
      multiplyPanel(block, 4, 16, panel, target, outStride, 4, inner, width, 0);
    }
  }
}

/** Sums of columns, `[rows, columns]` → `[columns]`. */
export function sumRows(matrix: usize, stride: usize, rows: i32, columns: i32, out: usize): void {
  for (let column = 0; column < columns; column += 4) {
    let sum = f32x4.splat(0);
    let at = matrix + ((<usize>column) << 2);
    for (let row = 0; row < rows; row++) {
      sum = f32x4.add(sum, v128.load(at));
      at += stride;
    }
    v128.store(out + ((<usize>column) << 2), sum);
  }
}

/** Rows of eight, or of four and four zeros, side by side. */
// @ts-expect-error: decorator
function packRows(right: usize, stride: usize, inner: i32, width: i32, panel: usize): void {
  let from = right;
  let to = panel;
  if (width === 8) {
    for (let k = 0; k < inner; k++) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
      from += stride;
      to += 32;
    }
  } else {
    for (let k = 0; k < inner; k++) {
      v128.store(to, v128.load(from));
      v128.store(to, f32x4.splat(0), 16);
      from += stride;
      to += 32;
    }
  }
}

/** The same of a matrix whose columns lie side by side: four by four numbers are turned at once. */
// @ts-expect-error: decorator
function packColumns(right: usize, stride: usize, inner: i32, width: i32, panel: usize): void {
  for (let half = 0; half < 8; half += 4) {
    let to = panel + ((<usize>half) << 2);
    if (half >= width) {
      for (let k = 0; k < inner; k++, to += 32) v128.store(to, f32x4.splat(0));
      continue;
    }
    let from = right + <usize>half * stride;
    for (let k = 0; k < inner; k += 4) {
      const a = v128.load(from);
      const b = v128.load(from + stride);
      const c = v128.load(from + 2 * stride);
      const d = v128.load(from + 3 * stride);
      const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
      const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
      const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
      const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
      v128.store(to, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
      v128.store(to, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7), 32);
      v128.store(to, v128.shuffle<f32>(abHigh, cdHigh, 0, 1, 4, 5), 64);
      v128.store(to, v128.shuffle<f32>(abHigh, cdHigh, 2, 3, 6, 7), 96);
      from += 16;
      to += 128;
    }
  }
}

/**
 * All rows against one panel.
 * @param rowStride bytes from one row of the left matrix to the next
 * @param step bytes from one number of a row to the next: 4, or 16 in blocks
 */
// @ts-expect-error: decorator
function multiplyPanel(
  left: usize,
  rowStride: usize,
  step: usize,
  panel: usize,
  out: usize,
  outStride: usize,
  rows: i32,
  inner: i32,
  width: i32,
  bias: usize,
): void {
  const biasLow = bias ? v128.load(bias) : f32x4.splat(0);
  const biasHigh = bias && width === 8 ? v128.load(bias, 16) : f32x4.splat(0);
  let row = 0;
  for (; row + 4 <= rows; row += 4) {
    let a0 = left + <usize>row * rowStride;
    let a1 = a0 + rowStride;
    let a2 = a1 + rowStride;
    let a3 = a2 + rowStride;
    let b = panel;
    let s0 = biasLow;
    let s1 = biasLow;
    let s2 = biasLow;
    let s3 = biasLow;
    let t0 = biasHigh;
    let t1 = biasHigh;
    let t2 = biasHigh;
    let t3 = biasHigh;
    for (let k = 0; k < inner; k++) {
      const low = v128.load(b);
      const high = v128.load(b, 16);
      const x0 = v128.load32_splat(a0);
      s0 = f32x4.add(s0, f32x4.mul(x0, low));
      t0 = f32x4.add(t0, f32x4.mul(x0, high));
      const x1 = v128.load32_splat(a1);
      s1 = f32x4.add(s1, f32x4.mul(x1, low));
      t1 = f32x4.add(t1, f32x4.mul(x1, high));
      const x2 = v128.load32_splat(a2);
      s2 = f32x4.add(s2, f32x4.mul(x2, low));
      t2 = f32x4.add(t2, f32x4.mul(x2, high));
      const x3 = v128.load32_splat(a3);
      s3 = f32x4.add(s3, f32x4.mul(x3, low));
      t3 = f32x4.add(t3, f32x4.mul(x3, high));
      b += 32;
      a0 += step;
      a1 += step;
      a2 += step;
      a3 += step;
    }
    const to = out + <usize>row * outStride;
    v128.store(to, s0);
    v128.store(to + outStride, s1);
    v128.store(to + 2 * outStride, s2);
    v128.store(to + 3 * outStride, s3);
    if (width === 8) {
      v128.store(to, t0, 16);
      v128.store(to + outStride, t1, 16);
      v128.store(to + 2 * outStride, t2, 16);
      v128.store(to + 3 * outStride, t3, 16);
    }
  }
  for (; row < rows; row++) {
    let a = left + <usize>row * rowStride;
    let b = panel;
    let s = biasLow;
    let t = biasHigh;
    for (let k = 0; k < inner; k++) {
      const x = v128.load32_splat(a);
      s = f32x4.add(s, f32x4.mul(x, v128.load(b)));
      t = f32x4.add(t, f32x4.mul(x, v128.load(b, 16)));
      b += 32;
      a += step;
    }
    const to = out + <usize>row * outStride;
    v128.store(to, s);
    if (width === 8) v128.store(to, t, 16);
  }
}

/** One row: the weight is read once, in the order of memory, four of its rows at a time; nothing is worth packing. */
// @ts-expect-error: decorator
function multiplyRow(
  left: usize,
  right: usize,
  stride: usize,
  out: usize,
  inner: i32,
  columns: i32,
  bias: usize,
): void {
  const size = (<usize>columns) << 2;
  if (bias) memory.copy(out, bias, size);
  else memory.fill(out, 0, size);
  const whole = inner & ~3;
  let weight = right;
  for (let k = 0; k < whole; k += 4) {
    const x0 = v128.load32_splat(left);
    const x1 = v128.load32_splat(left, 4);
    const x2 = v128.load32_splat(left, 8);
    const x3 = v128.load32_splat(left, 12);
    let w0 = weight;
    let w1 = weight + stride;
    let w2 = w1 + stride;
    let w3 = w2 + stride;
    for (let to = out; to < out + size; to += 16) {
      // In the order of the panels' sums: a row is the same bit for bit, whoever else is in its batch.
      let sum = f32x4.add(v128.load(to), f32x4.mul(x0, v128.load(w0)));
      sum = f32x4.add(sum, f32x4.mul(x1, v128.load(w1)));
      sum = f32x4.add(sum, f32x4.mul(x2, v128.load(w2)));
      v128.store(to, f32x4.add(sum, f32x4.mul(x3, v128.load(w3))));
      w0 += 16;
      w1 += 16;
      w2 += 16;
      w3 += 16;
    }
    left += 16;
    weight += 4 * stride;
  }
  for (let k = whole; k < inner; k++) {
    const x = v128.load32_splat(left);
    let w = weight;
    for (let to = out; to < out + size; to += 16) {
      v128.store(to, f32x4.add(v128.load(to), f32x4.mul(x, v128.load(w))));
      w += 16;
    }
    left += 4;
    weight += stride;
  }
}
