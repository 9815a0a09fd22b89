/** @file A list of 32-bit numbers that grows, four bytes each. */
export class FloatList {
  private values = new Float32Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Float32Array(this.values.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }

  /** A copy of exactly what is in it */
  toArray(): Float32Array {
    return this.values.slice(0, this.length);
  }
}
