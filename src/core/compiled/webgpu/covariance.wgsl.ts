/** @file The kernels of the covariance loss: Σ_{m≠n} C²ₘₙ, whose gradient is 4/(B − 1) · (z − z̄) · C without its diagonal. */
import { entry, type Kernel, preamble, workgroupSize } from './kernel.ts';

const head = preamble(
  'vec4<f32>',
  `batch fours features featuresStride means matrix shares
   gradient gradientStride slope slopeStride weight:f32 loss`,
);

/** A tile of four by four covariances, without the diagonal, and the sum of their squares. */
const products: Kernel = {
  name: 'covariances',
  source:
    head +
    entry(`
  let fours = jobs[job].fours;
  let batch = jobs[job].batch;
  if (at >= fours * fours) { return; }
  let down = at / fours;
  let across = at % fours;
  let start = jobs[job].features;
  let stride = jobs[job].featuresStride;
  var meanDown = vec4<f32>();
  var meanAcross = vec4<f32>();
  for (var i = 0u; i < batch; i++) {
    meanDown += memory[start + i * stride + down];
    meanAcross += memory[start + i * stride + across];
  }
  meanDown /= f32(batch);
  meanAcross /= f32(batch);
  var tile = mat4x4<f32>();
  for (var i = 0u; i < batch; i++) {
    let a = memory[start + i * stride + down] - meanDown;
    let b = memory[start + i * stride + across] - meanAcross;
    tile += mat4x4<f32>(a.x * b, a.y * b, a.z * b, a.w * b);
  }
  var share = 0.0;
  for (var m = 0u; m < 4u; m++) {
    let isDiagonal = vec4<bool>(down == across) & (vec4<u32>(m) == vec4<u32>(0u, 1u, 2u, 3u));
    let row = select(tile[m] / f32(batch - 1u), vec4<f32>(), isDiagonal);
    share += dot(row, row);
    memory[jobs[job].matrix + (4u * down + m) * fours + across] = row;
  }
  memory[jobs[job].shares + at] = vec4<f32>(share);
  if (down == 0u) { memory[jobs[job].means + across] = meanAcross; }`),
};

const total: Kernel = {
  name: 'covarianceTotal',
  source: `${head}
var<workgroup> sums: array<f32, ${workgroupSize}>;

@compute @workgroup_size(${workgroupSize})
fn main(@builtin(local_invocation_index) local: u32) {
  var sum = 0.0;
  for (var i = local; i < jobs[0].fours * jobs[0].fours; i += ${workgroupSize}u) { sum += memory[jobs[0].shares + i].x; }
  sums[local] = sum;
  workgroupBarrier();
  if (local != 0u) { return; }
  for (var i = 1u; i < ${workgroupSize}u; i++) { sum += sums[i]; }
  memory[jobs[0].loss] = vec4<f32>(sum, 0.0, 0.0, 0.0);
}
`,
};

const pull: Kernel = {
  name: 'covariancePull',
  source:
    head +
    entry(`
  let fours = jobs[job].fours;
  if (at >= jobs[job].batch * fours) { return; }
  let row = at / fours;
  let column = at % fours;
  var sum = vec4<f32>();
  for (var m = 0u; m < fours; m++) {
    let z = memory[jobs[job].features + row * jobs[job].featuresStride + m] - memory[jobs[job].means + m];
    let begin = jobs[job].matrix + 4u * m * fours + column;
    sum += z.x * memory[begin] + z.y * memory[begin + fours];
    sum += z.z * memory[begin + 2u * fours] + z.w * memory[begin + 3u * fours];
  }
  if (jobs[job].slope != absent) { sum *= memory[jobs[job].slope + row * jobs[job].slopeStride + column]; }
  let scale = jobs[job].weight * 4.0 / f32(jobs[job].batch - 1u);
  memory[jobs[job].gradient + row * jobs[job].gradientStride + column] += scale * sum;`),
};

export const covarianceKernels = { products, total, pull };
