/** @file Jobs that go row by row: the condition's normalisation, the velocity error, a denoising step. */
import { normalizationEpsilon } from '../../policy/architecture.ts';
import type { Denoise, FinishCondition, FinishConditionGradient, VelocityError } from '../jobs.ts';
import {
  type Dispatch,
  entry,
  type Field,
  type Kernel,
  place,
  placeInFours,
  preamble,
  workgroupsFor,
} from './kernel.ts';

const finishConditionKernel: Kernel = {
  name: 'finishCondition',
  source:
    preamble('f32', 'rows size columns isNormalized scale:f32 embedding embeddingStride condition conditionStride') +
    entry(`
  if (at >= jobs[job].rows) { return; }
  let embedding = jobs[job].embedding + at * jobs[job].embeddingStride;
  let condition = jobs[job].condition + at * jobs[job].conditionStride;
  let size = jobs[job].size;
  var mean = 0.0;
  var factor = jobs[job].scale;
  if (jobs[job].isNormalized == 1u) {
    for (var i = 0u; i < size; i++) { mean += memory[embedding + i]; }
    mean /= f32(size);
    var variance = 0.0;
    for (var i = 0u; i < size; i++) {
      let centred = memory[embedding + i] - mean;
      variance += centred * centred;
    }
    factor /= sqrt(variance / f32(size) + ${normalizationEpsilon});
  }
  for (var i = 0u; i < jobs[job].columns; i++) {
    memory[condition + i] = select(0.0, (memory[embedding + i] - mean) * factor, i < size);
  }`),
};

export function finishCondition(jobs: readonly FinishCondition[]): Dispatch {
  const spans = jobs.map(({ architecture, embedding, condition }) => ({
    workgroups: workgroupsFor(condition.rows),
    fields: [
      ...conditionFields(condition.rows, condition.columns, architecture),
      ...place(embedding),
      ...place(condition),
    ],
  }));
  return { kernel: finishConditionKernel, spans };
}

function conditionFields(rows: number, columns: number, architecture: FinishCondition['architecture']): Field[] {
  const { conditionSize, conditionNormalization, conditionScale } = architecture;
  return [rows, conditionSize, columns, conditionNormalization === 'layer' ? 1 : 0, { real: conditionScale }];
}

/** With y the normalised embedding and g its gradient: (g − mean(g) − y·mean(g·y))/√(variance + ε), as in `policy/rows.ts`. */
const finishConditionGradientKernel: Kernel = {
  name: 'finishConditionGradient',
  source:
    preamble(
      'f32',
      `rows size columns isNormalized scale:f32 embedding embeddingStride conditionGradient conditionGradientStride
       gradient gradientStride`,
    ) +
    entry(`
  if (at >= jobs[job].rows) { return; }
  let embedding = jobs[job].embedding + at * jobs[job].embeddingStride;
  let begin = jobs[job].conditionGradient + at * jobs[job].conditionGradientStride;
  let gradient = jobs[job].gradient + at * jobs[job].gradientStride;
  let size = jobs[job].size;
  var mean = 0.0;
  var inverse = 1.0;
  var meanGradient = 0.0;
  var along = 0.0;
  if (jobs[job].isNormalized == 1u) {
    for (var i = 0u; i < size; i++) {
      mean += memory[embedding + i];
      meanGradient += memory[begin + i];
    }
    mean /= f32(size);
    meanGradient /= f32(size);
    var variance = 0.0;
    for (var i = 0u; i < size; i++) {
      let centred = memory[embedding + i] - mean;
      variance += centred * centred;
      along += centred * memory[begin + i];
    }
    inverse = 1.0 / sqrt(variance / f32(size) + ${normalizationEpsilon});
    // The mean of g·y, to be multiplied by y, both without their common factor.
    along *= inverse * inverse / f32(size);
  }
  for (var i = 0u; i < jobs[job].columns; i++) {
    let across = memory[begin + i] - meanGradient - (memory[embedding + i] - mean) * along;
    let plain = select(memory[begin + i], across, jobs[job].isNormalized == 1u);
    memory[gradient + i] = select(0.0, plain * inverse * jobs[job].scale, i < size);
  }`),
};

export function finishConditionGradient(jobs: readonly FinishConditionGradient[]): Dispatch {
  const spans = jobs.map(({ architecture, embedding, conditionGradient, gradient }) => ({
    workgroups: workgroupsFor(gradient.rows),
    fields: [
      ...conditionFields(gradient.rows, gradient.columns, architecture),
      ...[...place(embedding), ...place(conditionGradient), ...place(gradient)],
    ],
  }));
  return { kernel: finishConditionGradientKernel, spans };
}

/** e = u + (t − r)·du/dt − v, the sum of its squares, and its gradient; du/dt of the last rows alone. */
const velocityErrorKernel: Kernel = {
  name: 'velocityError',
  source:
    preamble(
      'f32',
      `rows still columns scale:f32 value valueStride tangent tangentStride velocity velocityStride
       interval intervalStride gradient gradientStride rowErrors`,
    ) +
    entry(`
  if (at >= jobs[job].rows) { return; }
  let value = jobs[job].value + at * jobs[job].valueStride;
  let velocity = jobs[job].velocity + at * jobs[job].velocityStride;
  let gradient = jobs[job].gradient + at * jobs[job].gradientStride;
  let isMoving = at >= jobs[job].still;
  let tangent = jobs[job].tangent + (at - jobs[job].still) * jobs[job].tangentStride;
  let interval = memory[jobs[job].interval + at * jobs[job].intervalStride];
  var sum = 0.0;
  for (var i = 0u; i < jobs[job].columns; i++) {
    var error = memory[value + i] - memory[velocity + i];
    if (isMoving) { error += interval * memory[tangent + i]; }
    sum += error * error;
    memory[gradient + i] = jobs[job].scale * error;
  }
  memory[jobs[job].rowErrors + at] = sum;`),
};

export function velocityError(jobs: readonly VelocityError[]): Dispatch {
  const spans = jobs.map(({ batch, chunkSize, value, tangent, velocity, interval, gradient, rowErrors }) => ({
    workgroups: workgroupsFor(batch),
    fields: [
      ...[batch, batch - (tangent?.rows ?? 0), value.columns, { real: 2 / (batch * chunkSize) }],
      ...[value, tangent, velocity, interval, gradient].flatMap(place),
      rowErrors.offset,
    ],
  }));
  return { kernel: velocityErrorKernel, spans };
}

const denoiseKernel: Kernel = {
  name: 'denoise',
  source:
    preamble('vec4<f32>', 'rows fours interval:f32 z zStride velocity velocityStride') +
    entry(`
  let row = at / jobs[job].fours;
  let four = at % jobs[job].fours;
  if (row >= jobs[job].rows) { return; }
  let velocity = memory[jobs[job].velocity + row * jobs[job].velocityStride + four];
  memory[jobs[job].z + row * jobs[job].zStride + four] -= jobs[job].interval * velocity;`),
};

export function denoise(jobs: readonly Denoise[]): Dispatch {
  const spans = jobs.map(({ z, velocity, interval }) => {
    const [rows, fours] = [z.rows, z.columns / 4];
    const fields = [rows, fours, { real: interval }, ...placeInFours(z), ...placeInFours(velocity)];
    return { workgroups: workgroupsFor(rows * fours), fields };
  });
  return { kernel: denoiseKernel, spans };
}
