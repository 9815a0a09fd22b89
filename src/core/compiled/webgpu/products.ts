/**
 * @file Matrix products: each invocation keeps a tile of the result in registers.
 *
 * Nothing is shared between invocations. Neighbours read the same rows of `left` and neighbouring columns of `right`,
 * which a GPU's cache serves as well at these sizes, and a CPU that plays GPU pays for every wait of a workgroup.
 */
import type { Product } from '../jobs.ts';
import { type Dispatch, entry, type Kernel, placeInFours, preamble, type Span, workgroupsFor } from './kernel.ts';

type Form = Product['form'];

/** What an invocation computes: rows, a multiple of four, and columns in fours. */
interface Tile {
  readonly rows: number;
  readonly fours: number;
}

/** Small ones keep a GPU busy with little to do; large ones read less for what they compute. */
const [small, large]: Tile[] = [
  { rows: 4, fours: 1 },
  { rows: 8, fours: 2 },
];
/** Large tiles of a dispatch from which on they are enough to keep a GPU busy */
const enough = 1 << 12;

const fields = `rows columns depth tilesAcross
  left leftStride right rightStride bias factor factorStride residual residualStride out outStride
  activated activatedStride slope slopeStride scale scaleStride scaled scaledStride columnSums`;

/** A line for each of 0 … count − 1. */
function each(count: number, line: (i: number) => string, separator = '\n'): string {
  return Array.from({ length: count }, (_, i) => line(i)).join(separator);
}

/** value = (product + bias) · factor + residual, to wherever it is wanted. */
const finish = `
fn finish(job: u32, row: u32, column: u32, product: vec4<f32>) {
  if (row >= jobs[job].rows || column >= jobs[job].columns) { return; }
  var value = product;
  if (jobs[job].bias != absent) { value += memory[jobs[job].bias + column]; }
  if (jobs[job].factor != absent) { value *= memory[jobs[job].factor + row * jobs[job].factorStride + column]; }
  if (jobs[job].residual != absent) { value += memory[jobs[job].residual + row * jobs[job].residualStride + column]; }
  if (jobs[job].out != absent) { memory[jobs[job].out + row * jobs[job].outStride + column] = value; }
  if (jobs[job].activated != absent) {
    // Mish as in policy/layers.ts: nothing in it overflows.
    let sigmoid = 1.0 / (1.0 + exp(-value));
    let part = sigmoid * (2.0 - sigmoid);
    let weight = part / (2.0 - part);
    memory[jobs[job].activated + row * jobs[job].activatedStride + column] = value * weight;
    memory[jobs[job].slope + row * jobs[job].slopeStride + column] =
      weight + sigmoid * (value - weight * (value * weight));
  }
  if (jobs[job].scaled != absent) {
    let scale = memory[jobs[job].scale + row * jobs[job].scaleStride + column];
    memory[jobs[job].scaled + row * jobs[job].scaledStride + column] = scale * value;
  }
}
`;

/** Loops over the depth, by which `sum<row>_<four>` grow. */
const loops: Record<Form, (tile: Tile) => string> = {
  // Four of the depth at a time, against four rows of the right.
  plain: ({ rows, fours }) => `
  ${each(rows, (i) => `let left${i} = jobs[job].left + (row + ${i}u) * jobs[job].leftStride;`)}
  let rightStride = jobs[job].rightStride;
  var right = jobs[job].right + column;
  for (var k = 0u; k < depth; k++) {
    ${each(fours, (q) => `let b${q} = ${fourRows('right', 'rightStride', q)};`)}
    right += 4u * rightStride;
    ${each(rows, (i) => `let a${i} = memory[left${i} + k];\n${each(fours, (q) => `sum${i}_${q} += b${q} * a${i};`)}`)}
  }`,
  // The same against four of its columns.
  transposedRight: ({ rows, fours }) => `
  ${each(rows, (i) => `let left${i} = jobs[job].left + (row + ${i}u) * jobs[job].leftStride;`)}
  ${each(4 * fours, (j) => `let right${j} = jobs[job].right + (4u * column + ${j}u) * jobs[job].rightStride;`)}
  for (var k = 0u; k < depth; k++) {
    ${each(fours, (q) => `let b${q} = mat4x4<f32>(${each(4, (j) => `memory[right${4 * q + j} + k]`, ', ')});`)}
    ${each(rows, (i) => `let a${i} = memory[left${i} + k];\n${each(fours, (q) => `sum${i}_${q} += a${i} * b${q};`)}`)}
  }`,
  // Four rows of both at a time, and the rest one by one: the depth is the batch, which is a multiple of nothing.
  transposedLeft: ({ rows, fours }) => `
  let leftStride = jobs[job].leftStride;
  let rightStride = jobs[job].rightStride;
  var left = jobs[job].left + row / 4u;
  var right = jobs[job].right + column;
  var k = 4u;
  for (; k <= depth; k += 4u) {
    ${each(fours, (q) => `let b${q} = ${fourRows('right', 'rightStride', q)};`)}
    ${each(rows, (r) => `let a${r} = memory[left + ${r % 4}u * leftStride + ${r >> 2}u];`)}
    ${each(rows, (i) => each(fours, (q) => `sum${i}_${q} += b${q} * ${downColumn(i)};`))}
    left += 4u * leftStride;
    right += 4u * rightStride;
  }
  for (k -= 4u; k < depth; k++) {
    ${each(rows / 4, (r) => `let a${r} = memory[left + ${r}u];`)}
    ${each(fours, (q) => `let b${q} = memory[right + ${q}u];`)}
    ${each(rows, (i) => each(fours, (q) => `sum${i}_${q} += a${i >> 2}[${i & 3}] * b${q};`))}
    left += leftStride;
    right += rightStride;
  }`,
};

/** Four rows of a matrix, at one four of its columns. */
function fourRows(start: string, stride: string, four: number): string {
  return `mat4x4<f32>(${each(4, (i) => `memory[${start} + ${i}u * ${stride} + ${four}u]`, ', ')})`;
}

/** Column `i` of the four rows that a0 … a3 hold of its four columns, a4 … a7 of the next. */
function downColumn(i: number): string {
  return `vec4<f32>(${each(4, (r) => `a${r + 4 * (i >> 2)}.${'xyzw'[i & 3]}`, ', ')})`;
}

/** Behind the last row of tiles stand those that sum the columns of the right: they have no product to compute. */
const columnSums = ({ rows }: Tile) => `
  if (row >= jobs[job].rows) {
    let four = at - (jobs[job].rows + ${rows - 1}u) / ${rows}u * jobs[job].tilesAcross;
    if (jobs[job].columnSums == absent || four >= jobs[job].columns) { return; }
    var sum = vec4<f32>();
    var begin = jobs[job].right + four;
    for (var k = 0u; k < depth; k++) {
      sum += memory[begin];
      begin += jobs[job].rightStride;
    }
    memory[jobs[job].columnSums + four] = sum;
    return;
  }`;

function kernelOf(form: Form, tile: Tile): Kernel {
  const { rows, fours } = tile;
  const sums = (line: (i: number, q: number) => string) => each(rows, (i) => each(fours, (q) => line(i, q)));
  const body = `
  let row = at / jobs[job].tilesAcross * ${rows}u;
  let column = at % jobs[job].tilesAcross * ${fours}u;
  let depth = jobs[job].depth;
  ${form === 'transposedLeft' ? columnSums(tile) : 'if (row >= jobs[job].rows) { return; }'}
  ${sums((i, q) => `var sum${i}_${q} = vec4<f32>();`)}
  ${loops[form](tile)}
  ${sums((i, q) => `finish(job, row + ${i}u, column + ${q}u, sum${i}_${q});`)}`;
  return { name: `product ${form}`, source: preamble('vec4<f32>', fields) + finish + entry(body) };
}

/** @param jobs of one form */
export function multiply(jobs: readonly Product[]): Dispatch {
  const tiles = (tile: Tile) => jobs.reduce((sum, job) => sum + tilesOf(job, tile), 0);
  const tile = tiles(large) < enough ? small : large;
  return { kernel: kernelOf(jobs[0].form, tile), spans: jobs.map((job) => spanOf(job, tile)) };
}

function tilesOf(job: Product, tile: Tile): number {
  const { rows, fours } = shapeOf(job);
  return Math.ceil(rows / tile.rows) * Math.ceil(fours / tile.fours);
}

function spanOf(job: Product, tile: Tile): Span {
  const { left, right, bias, factor, residual, out, activated, slope, scale, scaled } = job;
  const { rows, fours, depth } = shapeOf(job);
  const [biasAt] = placeInFours(bias);
  const [sumsAt] = placeInFours(job.columnSums);
  const matrices = [factor, residual, out, activated, slope, scale, scaled].flatMap(placeInFours);
  return {
    workgroups: workgroupsFor(tilesOf(job, tile) + (job.columnSums ? fours : 0)),
    fields: [
      ...[rows, fours, depth, Math.ceil(fours / tile.fours)],
      ...[...placeInFours(left), ...placeInFours(right), biasAt, ...matrices, sumsAt],
    ],
  };
}

/** Rows and fours of columns of the result, and how long the loop is. */
function shapeOf({ form, left, right }: Product): { rows: number; fours: number; depth: number } {
  if (form === 'plain') return { rows: left.rows, fours: right.columns / 4, depth: left.columns / 4 };
  // As many columns as the right has rows, which are padded where it is a weight.
  if (form === 'transposedRight') return { rows: left.rows, fours: Math.ceil(right.rows / 4), depth: left.columns / 4 };
  return { rows: left.columns, fours: right.columns / 4, depth: left.rows };
}
