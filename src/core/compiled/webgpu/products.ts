/**
 * @file Matrix products: each invocation keeps a tile of the result in registers, four rows by four columns.
 *
 * Nothing is shared between invocations. Neighbours read the same rows of `left` and neighbouring columns of `right`,
 * which a GPU's cache serves as well at these sizes, and a CPU that plays GPU pays for every wait of a workgroup.
 */
import type { Product } from '../jobs.ts';
import { type Dispatch, entry, type Kernel, placeInFours, preamble, type Span, workgroupsFor } from './kernel.ts';

type Form = Product['form'];

/** Rows of a tile, a multiple of four */
const tileRows = 4;
/** Its columns, in fours */
const tileFours = 1;

const fields = `rows columns depth tilesAcross
  left leftStride right rightStride bias factor factorStride residual residualStride out outStride
  activated activatedStride slope slopeStride scale scaleStride scaled scaledStride columnSums`;

/** The numbers 0 … count − 1, each put into words, a line each. */
function each(count: number, line: (i: number) => string, separator = '\n'): string {
  return Array.from({ length: count }, (_, i) => line(i)).join(separator);
}

const rows = (line: (i: number) => string) => each(tileRows, line);
const fours = (line: (q: number) => string) => each(tileFours, line);
const lanes = (line: (lane: string) => string) => [...'xyzw'].map(line).join('\n');

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

/** Loops over the depth: what stands in \`sum<row>_<four>\` grows. */
const loops: Record<Form, string> = {
  // Four of the depth at a time.
  plain: `
  ${rows((i) => `let left${i} = jobs[job].left + (row + ${i}u) * jobs[job].leftStride;`)}
  var right = jobs[job].right + column;
  let rightStride = jobs[job].rightStride;
  for (var k = 0u; k < depth; k++) {
    ${rows((i) => `let a${i} = memory[left${i} + k];`)}
    ${lanes((lane) => `${fours((q) => `let b${lane}${q} = memory[right + ${q}u];`)} right += rightStride;`)}
    ${rows((i) => fours((q) => `sum${i}_${q} += ${[...'xyzw'].map((lane) => `a${i}.${lane} * b${lane}${q}`).join(' + ')};`))}
  }`,
  transposedRight: `
  ${rows((i) => `let left${i} = jobs[job].left + (row + ${i}u) * jobs[job].leftStride;`)}
  ${each(4 * tileFours, (j) => `let right${j} = jobs[job].right + (4u * column + ${j}u) * jobs[job].rightStride;`)}
  for (var k = 0u; k < depth; k++) {
    ${rows((i) => `let a${i} = memory[left${i} + k];`)}
    ${each(4 * tileFours, (j) => `let b${j} = memory[right${j} + k];`)}
    ${rows((i) => fours((q) => `sum${i}_${q} += vec4(${each(4, (j) => `dot(a${i}, b${4 * q + j})`, ', ')});`))}
  }`,
  // One row of both at a time: the depth is the batch, which need not be a multiple of anything.
  transposedLeft: `
  var left = jobs[job].left + row / 4u;
  var right = jobs[job].right + column;
  let leftStride = jobs[job].leftStride;
  let rightStride = jobs[job].rightStride;
  for (var k = 0u; k < depth; k++) {
    ${each(tileRows / 4, (i) => `let a${i} = memory[left + ${i}u];`)}
    ${fours((q) => `let b${q} = memory[right + ${q}u];`)}
    ${rows((i) => fours((q) => `sum${i}_${q} += a${i >> 2}.${'xyzw'[i & 3]} * b${q};`))}
    left += leftStride;
    right += rightStride;
  }`,
};

/** Behind the last row of tiles stand those that sum the columns of \`right\`: they have no product to compute. */
const columnSums = `
  if (row >= jobs[job].rows) {
    let four = at - (jobs[job].rows + ${tileRows - 1}u) / ${tileRows}u * jobs[job].tilesAcross;
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

function kernelOf(form: Form): Kernel {
  const body = `
  let row = at / jobs[job].tilesAcross * ${tileRows}u;
  let column = at % jobs[job].tilesAcross * ${tileFours}u;
  let depth = jobs[job].depth;
  ${form === 'transposedLeft' ? columnSums : 'if (row >= jobs[job].rows) { return; }'}
  ${rows((i) => fours((q) => `var sum${i}_${q} = vec4<f32>();`))}
  ${loops[form]}
  ${rows((i) => fours((q) => `finish(job, row + ${i}u, column + ${q}u, sum${i}_${q});`))}`;
  return { name: `product ${form}`, source: preamble('vec4<f32>', fields.trim()) + finish + entry(body) };
}

export const productKernels: Record<Form, Kernel> = {
  plain: kernelOf('plain'),
  transposedRight: kernelOf('transposedRight'),
  transposedLeft: kernelOf('transposedLeft'),
};

/** @param jobs of one form */
export function multiply(jobs: readonly Product[]): Dispatch {
  return { kernel: productKernels[jobs[0].form], spans: jobs.map(spanOf) };
}

function spanOf(job: Product): Span {
  const { left, right, bias, factor, residual, out, activated, slope, scale, scaled, columnSums } = job;
  const shape = shapeOf(job);
  const tilesAcross = Math.ceil(shape.fours / tileFours);
  const tilesDown = Math.ceil(shape.rows / tileRows);
  const [biasAt] = placeInFours(bias);
  const [sumsAt] = placeInFours(columnSums);
  const matrices = [factor, residual, out, activated, slope, scale, scaled].flatMap(placeInFours);
  return {
    workgroups: workgroupsFor(tilesDown * tilesAcross + (columnSums ? shape.fours : 0)),
    fields: [
      ...[shape.rows, shape.fours, shape.depth, tilesAcross],
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
