/** @file All pairs of a matrix's rows, for the dispersive losses. Addresses and strides are bytes. */

/** ‖zᵢ − zⱼ‖² of rows i < j, `[rows, rows]`; the rest is left as it was. */
export function squaredDistances(
  features: usize,
  stride: usize,
  rows: i32,
  columns: i32,
  out: usize,
  outStride: usize,
): void {
  const size = (<usize>columns) << 2;
  for (let i = 0; i < rows; i++) {
    const a = features + <usize>i * stride;
    for (let j = i + 1; j < rows; j++) {
      const b = features + <usize>j * stride;
      let sum = f32x4.splat(0);
      for (let at: usize = 0; at < size; at += 16) {
        const difference = f32x4.sub(v128.load(a + at), v128.load(b + at));
        sum = f32x4.add(sum, f32x4.mul(difference, difference));
      }
      const low = f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1);
      const high = f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3);
      store<f32>(out + <usize>i * outStride + ((<usize>j) << 2), low + high);
    }
  }
}

/** out = Σⱼ pull(i, j)·(zᵢ − zⱼ), with pulls that are given for i < j and hold both ways. */
export function pullPairs(
  features: usize,
  stride: usize,
  rows: i32,
  columns: i32,
  pulls: usize,
  pullStride: usize,
  out: usize,
  outStride: usize,
): void {
  const size = (<usize>columns) << 2;
  for (let i = 0; i < rows; i++) memory.fill(out + <usize>i * outStride, 0, size);
  for (let i = 0; i < rows; i++) {
    const a = features + <usize>i * stride;
    const toA = out + <usize>i * outStride;
    for (let j = i + 1; j < rows; j++) {
      const b = features + <usize>j * stride;
      const toB = out + <usize>j * outStride;
      const pull = v128.load32_splat(pulls + <usize>i * pullStride + ((<usize>j) << 2));
      for (let at: usize = 0; at < size; at += 16) {
        const change = f32x4.mul(pull, f32x4.sub(v128.load(a + at), v128.load(b + at)));
        v128.store(toA + at, f32x4.add(v128.load(toA + at), change));
        v128.store(toB + at, f32x4.sub(v128.load(toB + at), change));
      }
    }
  }
}
