/** @file A product with all that is done to its numbers, as calls of kernels. */
import type { Product } from '../jobs.ts';
import { type Matrix, rowsOf } from '../matrix.ts';
import type { WasmMemory } from './wasmMemory.ts';

/** @returns runs the product for the first `rows` rows at most */
export function productKernel(memory: WasmMemory, job: Product): (rows: number) => void {
  const { kernels } = memory;
  const multiply = multiplication(memory, job);
  const target = targetOf(job);
  const steps: ((rows: number) => void)[] = [];
  const onto = (matrix: Matrix) => [memory.address(matrix), 4 * matrix.stride] as const;
  const value = onto(target);
  const { factor, residual, activated, slope, scale, scaled } = job;
  const { columns } = target;
  if (factor) {
    const by = onto(factor);
    steps.push((rows) => kernels.multiplyBy(...value, ...by, ...value, rows, columns));
  }
  if (residual) {
    const added = onto(residual);
    steps.push((rows) => kernels.addScaled(...value, ...added, 1, rows, columns));
  }
  if (activated && slope) {
    const [to, beside] = [onto(activated), onto(slope)];
    steps.push((rows) => kernels.mish(...value, ...to, ...beside, rows, columns));
  }
  if (scale && scaled) {
    const [by, to] = [onto(scale), onto(scaled)];
    steps.push((rows) => kernels.multiplyBy(...value, ...by, ...to, rows, columns));
  }
  return (most) => {
    const rows = Math.min(most, target.rows);
    multiply(rows);
    for (const step of steps) step(rows);
  };
}

/** Where the product stands first; what replaces it there comes last. */
function targetOf({ out, scaled, activated, form, left, right }: Product): Matrix {
  const target = out ?? activated ?? scaled;
  if (!target) throw new Error('a product is written nowhere');
  const rows = form === 'transposedLeft' ? left.columns : left.rows;
  const columns = form === 'transposedRight' ? right.rows : right.columns;
  if (target.columns !== columns) throw new Error(`a product of ${columns} columns is written to ${target.columns}`);
  return rowsOf(target, 0, rows);
}

function multiplication(memory: WasmMemory, job: Product): (rows: number) => void {
  const { kernels } = memory;
  const { form, left, right, bias, columnSums } = job;
  const target = targetOf(job);
  const operands = [left, right, target].flatMap((matrix) => [memory.address(matrix), 4 * matrix.stride]);
  switch (form) {
    case 'plain': {
      const inner = left.columns;
      const panel = memory.scratch(8 * inner);
      const biasAt = bias ? memory.address(bias) : 0;
      return (rows) => kernels.multiplyPlain(...operands, rows, inner, target.columns, biasAt, panel);
    }
    case 'transposedRight': {
      const inner = left.columns;
      const panel = memory.scratch(8 * inner);
      return (rows) => kernels.multiplyTransposedRight(...operands, rows, inner, target.columns, panel);
    }
    case 'transposedLeft': {
      const inner = left.rows;
      const panel = memory.scratch((8 + target.rows) * inner);
      const sums = columnSums && memory.address(columnSums);
      return () => {
        kernels.multiplyTransposedLeft(...operands, target.rows, inner, target.columns, panel);
        if (sums) kernels.sumRows(memory.address(right), 4 * right.stride, inner, right.columns, sums);
      };
    }
  }
}
