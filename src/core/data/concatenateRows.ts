/** @file Rows one behind the other, in one array. */

/** @returns all values in the order of the rows, which need not be of one length */
export function concatenateRows(rows: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(rows.reduce((sum, row) => sum + row.length, 0));
  let offset = 0;
  for (const row of rows) {
    whole.set(row, offset);
    offset += row.length;
  }
  return whole;
}
