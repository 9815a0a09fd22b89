/**
 * @file The kernels of the dispersive losses that know features by the distances of all pairs.
 *
 * Distances are computed from differences, so that equal rows are exactly 0 apart, and computed again where they pull:
 * a matrix of all pairs would be larger than all else. A row has a workgroup of its own.
 */
import type { PairTerms } from '../../objectives/dispersive/terms.ts';
import { f32 } from '../../objectives/dispersive/terms.ts';
import { entry, type Kernel, preamble } from './kernel.ts';

/** Invocations that share a row: more would wait for each other longer than they compute */
const workgroupSize = 32;

/** Added to a squared length before it is divided by, as in `policy/rows.ts`. */
const smallestSquare = 1e-24;

/** `rows` are the features, or the unit rows made of them. */
const head = preamble(
  'vec4<f32>',
  `batch fours rows rowsStride features featuresStride inverses sums total
   gradient gradientStride slope slopeStride weight:f32 loss`,
);

const squaredDistance = `
fn squaredDistance(i: u32, j: u32) -> f32 {
  let first = jobs[0].rows + i * jobs[0].rowsStride;
  let second = jobs[0].rows + j * jobs[0].rowsStride;
  var sum = 0.0;
  for (var k = 0u; k < jobs[0].fours; k++) {
    let difference = memory[first + k] - memory[second + k];
    sum += dot(difference, difference);
  }
  return sum;
}
`;

/** The sum of a number of each of a workgroup's invocations: to all of them, or to the first, which is less to do. */
const sumOfWorkgroup = `
var<workgroup> addends: array<f32, ${workgroupSize}>;

fn sumOfWorkgroup(local: u32, value: f32) -> f32 {
  workgroupBarrier();
  addends[local] = value;
  workgroupBarrier();
  var sum = 0.0;
  for (var i = 0u; i < ${workgroupSize}u; i++) { sum += addends[i]; }
  return sum;
}

fn sumAtFirst(local: u32, value: f32) -> f32 {
  addends[local] = value;
  workgroupBarrier();
  var sum = 0.0;
  if (local == 0u) {
    for (var i = 0u; i < ${workgroupSize}u; i++) { sum += addends[i]; }
  }
  return sum;
}
`;

const arguments_ = '@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(local_invocation_index) local: u32';
const main = `@compute @workgroup_size(${workgroupSize})\nfn main(${arguments_})`;

export interface PairKernels {
  /** Where the rows are divided by their lengths */
  readonly unitRows: Kernel;
  readonly sums: Kernel;
  readonly total: Kernel;
  readonly pull: Kernel;
}

/** @param fours the features' columns, in fours */
export function pairKernels(terms: PairTerms, fours: number): PairKernels {
  return { unitRows, sums: sumsKernel(terms), total: totalKernel(terms), pull: pullKernel(terms, fours) };
}

const unitRows: Kernel = {
  name: 'unitRows',
  source:
    head +
    entry(`
  if (at >= jobs[job].batch) { return; }
  let begin = jobs[job].features + at * jobs[job].featuresStride;
  let to = jobs[job].rows + at * jobs[job].rowsStride;
  var square = ${smallestSquare};
  for (var k = 0u; k < jobs[job].fours; k++) { square += dot(memory[begin + k], memory[begin + k]); }
  let inverse = 1.0 / sqrt(square);
  for (var k = 0u; k < jobs[job].fours; k++) { memory[to + k] = memory[begin + k] * inverse; }
  memory[jobs[job].inverses + at] = vec4<f32>(inverse);`),
};

const sumsKernel = ({ term, diagonal }: PairTerms): Kernel => ({
  name: 'pairSums',
  source: `${head}${squaredDistance}${sumOfWorkgroup}
${main} {
  let row = workgroup.x;
  var sum = 0.0;
  for (var other = local; other < jobs[0].batch; other += ${workgroupSize}u) {
    if (other == row) { continue; }
    let squared = squaredDistance(row, other);
    sum += ${term.wgsl};
  }
  sum = sumAtFirst(local, sum);
  if (local == 0u) { memory[jobs[0].sums + row] = vec4<f32>(sum + ${f32(diagonal)}); }
}
`,
});

const totalKernel = ({ row, outer }: PairTerms): Kernel => ({
  name: 'pairTotal',
  source: `${head}${sumOfWorkgroup}
${main} {
  var total = 0.0;
  for (var i = local; i < jobs[0].batch; i += ${workgroupSize}u) {
    let sum = memory[jobs[0].sums + i].x;
    total += ${row.wgsl};
  }
  total = sumAtFirst(local, total);
  if (local != 0u) { return; }
  memory[jobs[0].total] = vec4<f32>(total);
  memory[jobs[0].loss] = vec4<f32>(${outer.wgsl}, 0.0, 0.0, 0.0);
}
`,
});

/** An invocation first computes the pull of one other row, then sums the pulls of many on columns of its own. */
function pullKernel({ pull, isUnit }: PairTerms, fours: number): Kernel {
  const own = Array.from({ length: Math.ceil(fours / workgroupSize) }, (_, q) => q);
  const each = (line: (q: number) => string) => own.map(line).join('\n');
  // The part across the unit row, over the length: what of its gradient the row itself feels.
  const throughUnit = `
  let along = sumOfWorkgroup(local, ${own.map((q) => `dot(row${q}, sum${q})`).join(' + ')});
  let inverse = memory[jobs[0].inverses + row].x;
  ${each((q) => `sum${q} = (sum${q} - along * row${q}) * inverse;`)}`;
  return {
    name: 'pairPull',
    source: `${head}${squaredDistance}${sumOfWorkgroup}
var<workgroup> pulls: array<f32, ${workgroupSize}>;

fn rowAt(row: u32, column: u32) -> vec4<f32> {
  if (column >= jobs[0].fours) { return vec4<f32>(); }
  return memory[jobs[0].rows + row * jobs[0].rowsStride + column];
}

fn addTo(row: u32, column: u32, pulled: vec4<f32>) {
  if (column >= jobs[0].fours) { return; }
  var felt = pulled;
  if (jobs[0].slope != absent) { felt *= memory[jobs[0].slope + row * jobs[0].slopeStride + column]; }
  memory[jobs[0].gradient + row * jobs[0].gradientStride + column] += jobs[0].weight * felt;
}

${main} {
  let row = workgroup.x;
  let sum = memory[jobs[0].sums + row].x;
  let total = memory[jobs[0].total].x;
  ${each((q) => `let row${q} = rowAt(row, local + ${workgroupSize * q}u);\nvar sum${q} = vec4<f32>();`)}
  for (var first = 0u; first < jobs[0].batch; first += ${workgroupSize}u) {
    let count = min(${workgroupSize}u, jobs[0].batch - first);
    var pull = 0.0;
    if (local < count && first + local != row) {
      let squared = squaredDistance(row, first + local);
      let otherSum = memory[jobs[0].sums + first + local].x;
      pull = ${pull.wgsl};
    }
    workgroupBarrier();
    pulls[local] = pull;
    workgroupBarrier();
    if (local < jobs[0].fours) {
      for (var i = 0u; i < count; i++) {
        ${each((q) => `sum${q} += pulls[i] * (row${q} - rowAt(first + i, local + ${workgroupSize * q}u));`)}
      }
    }
  }
  ${isUnit ? throughUnit : ''}
  ${each((q) => `addTo(row, local + ${workgroupSize * q}u, sum${q});`)}
}
`,
  };
}
