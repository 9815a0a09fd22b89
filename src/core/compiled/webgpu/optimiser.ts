/** @file AdamW and the EMA in one dispatch, and the end of a step in another: its losses are kept, its number counted. */
import type { Optimise } from '../jobs.ts';
import {
  absent,
  type Dispatch,
  entry,
  type Kernel,
  preamble,
  trainingBindings,
  workgroupSize,
  workgroupsFor,
} from './kernel.ts';

/** Workgroups at most, of the 65,535 that every GPU allows */
const mostWorkgroups = 1 << 15;

/** A row of `rates` is what `stepRates` says. */
const optimiseKernel: Kernel = {
  name: 'optimise',
  isTraining: true,
  source:
    preamble('vec4<f32>', 'fours stride parameters gradient firstMoment secondMoment ema') +
    trainingBindings +
    entry(`
  let rate = rates[state.step];
  for (var i = at; i < jobs[job].fours; i += jobs[job].stride) {
    let gradient = memory[jobs[job].gradient + i];
    let first = memory[jobs[job].firstMoment + i] * 0.9 + gradient * 0.1;
    let second = memory[jobs[job].secondMoment + i] * 0.999 + gradient * gradient * 0.001;
    let parameters = memory[jobs[job].parameters + i] * rate.x - first / (sqrt(second) + rate.z) * rate.y;
    let ema = memory[jobs[job].ema + i];
    memory[jobs[job].firstMoment + i] = first;
    memory[jobs[job].secondMoment + i] = second;
    memory[jobs[job].parameters + i] = parameters;
    memory[jobs[job].ema + i] = ema + (parameters - ema) * rate.w;
  }`),
};

/** The mean of the rows' errors by one workgroup, which then moves the run on to its next step. */
const finishStepKernel: Kernel = {
  name: 'finishStep',
  isTraining: true,
  source: `${preamble('f32', 'rowErrors rows numbers:f32 dispersiveLoss weight:f32')}
${trainingBindings}
var<workgroup> sums: array<f32, ${workgroupSize}>;

@compute @workgroup_size(${workgroupSize})
fn main(@builtin(local_invocation_index) local: u32) {
  var sum = 0.0;
  for (var i = local; i < jobs[0].rows; i += ${workgroupSize}u) { sum += memory[jobs[0].rowErrors + i]; }
  sums[local] = sum;
  workgroupBarrier();
  if (local != 0u) { return; }
  for (var i = 1u; i < ${workgroupSize}u; i++) { sum += sums[i]; }
  let velocityLoss = sum / jobs[0].numbers;
  var dispersiveLoss = 0.0;
  if (jobs[0].dispersiveLoss != absent) { dispersiveLoss = memory[jobs[0].dispersiveLoss]; }
  var loss = velocityLoss;
  // Of a loss that is not felt, infinity times 0 would be.
  if (jobs[0].weight != 0.0) { loss += jobs[0].weight * dispersiveLoss; }
  losses[state.count % arrayLength(&losses)] = vec4<f32>(loss, velocityLoss, dispersiveLoss, 0.0);
  state.step += 1u;
  state.count += 1u;
}
`,
};

export function optimise(job: Optimise): Dispatch[] {
  const { parameters, gradient, firstMoment, secondMoment, ema, rowErrors, numbers, dispersion } = job;
  const fours = parameters.columns / 4;
  const workgroups = Math.min(workgroupsFor(fours), mostWorkgroups);
  const vectors = [parameters, gradient, firstMoment, secondMoment, ema].map(({ offset }) => offset / 4);
  const losses = [
    ...[rowErrors.offset, rowErrors.columns, { real: numbers }],
    ...[dispersion?.loss.offset ?? absent, { real: dispersion?.weight ?? 0 }],
  ];
  return [
    { kernel: optimiseKernel, spans: [{ workgroups, fields: [fours, workgroups * workgroupSize, ...vectors] }] },
    { kernel: finishStepKernel, spans: [{ workgroups: 1, fields: losses }] },
  ];
}
