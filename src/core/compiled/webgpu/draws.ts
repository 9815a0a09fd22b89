/** @file A step's minibatch, drawn, gathered and noised on the GPU (`core/objectives/draws.ts`). */
import { drawKeys } from '../../objectives/draws.ts';
import { type CounterKey, feistelHalfBits } from '../../random/counter.ts';
import type { Draw, EmbedTimes } from '../jobs.ts';
import type { TrainingData } from '../machine.ts';
import { counterNormals, counterWords } from './counter.wgsl.ts';
import { exponential, smallAngles, timeEmbedding } from './elementary.wgsl.ts';
import {
  type Dispatch,
  entry,
  type Field,
  type Kernel,
  placeInFours,
  preamble,
  trainingBindings,
  workgroupsFor,
} from './kernel.ts';

const fields = `rows slots batch moving perEpoch count halfBits chunkSize observationSize chunkData frequencies
  examples0 examples1 noise0 noise1 times0 times1 timeMean:f32 timeDeviation:f32
  observations observationsStride observationFours z zStride chunkFours velocity velocityStride
  interval intervalStride time timeStride timeFours reference referenceStride timeTangent timeTangentStride
  direction directionStride`;

/** Four numbers of a row from `data`, and zeros behind its end. */
const gathering = `
fn gathered(start: u32, column: u32, size: u32) -> vec4<f32> {
  var four = vec4<f32>();
  for (var i = 0u; i < 4u; i++) {
    if (column + i < size) { four[i] = data[start + column + i]; }
  }
  return four;
}

fn exampleOf(job: u32, sample: u32, step: u32) -> u32 {
  let key = vec2<u32>(jobs[job].examples0, jobs[job].examples1);
  let count = jobs[job].count;
  if (jobs[job].batch > count) { return threefry(key, sample, step).x % count; }
  let perEpoch = jobs[job].perEpoch;
  return permuted(key, step / perEpoch, step % perEpoch * jobs[job].batch + sample, count, jobs[job].halfBits);
}

// t and r; r = t in all rows that do not move.
fn timesOf(job: u32, sample: u32, step: u32) -> vec2<f32> {
  let pair = normals(vec2<u32>(jobs[job].times0, jobs[job].times1), sample, step);
  let x = jobs[job].timeMean + jobs[job].timeDeviation * pair;
  let first = 1.0 / (1.0 + exponential(-x.x));
  let second = 1.0 / (1.0 + exponential(-x.y));
  let t = max(first, second);
  return vec2<f32>(t, select(min(first, second), t, sample < jobs[job].batch - jobs[job].moving));
}

fn noiseOf(job: u32, sample: u32, column: u32, step: u32) -> vec4<f32> {
  let key = vec2<u32>(jobs[job].noise0, jobs[job].noise1);
  let pairs = (jobs[job].chunkSize + 1u) / 2u;
  let position = sample * pairs + column / 2u;
  let noise = vec4<f32>(normals(key, position, step), normals(key, position + 1u, step));
  return select(vec4<f32>(), noise, column + vec4<u32>(0u, 1u, 2u, 3u) < vec4<u32>(jobs[job].chunkSize));
}
`;

const body = `
  let row = at / jobs[job].slots;
  if (row >= jobs[job].rows) { return; }
  let slot = at % jobs[job].slots;
  let step = state.step;
  let batch = jobs[job].batch;
  let moving = jobs[job].moving;
  // Beyond the batch stand its moving rows again, at r = t.
  let isAgain = row >= batch;
  let sample = select(row, row - moving, isAgain);
  let isMoving = !isAgain && row >= batch - moving;
  let movingRow = row - (batch - moving);
  let example = exampleOf(job, sample, step);
  var times = timesOf(job, sample, step);
  if (isAgain) { times.y = times.x; }
  if (slot < jobs[job].observationFours) {
    let size = jobs[job].observationSize;
    memory[jobs[job].observations + row * jobs[job].observationsStride + slot] =
      gathered(example * size, 4u * slot, size);
  }
  if (slot < jobs[job].chunkFours) {
    let size = jobs[job].chunkSize;
    let action = gathered(jobs[job].chunkData + example * size, 4u * slot, size);
    let velocity = noiseOf(job, sample, 4u * slot, step) - action;
    memory[jobs[job].z + row * jobs[job].zStride + slot] = action + times.x * velocity;
    if (!isAgain) { memory[jobs[job].velocity + row * jobs[job].velocityStride + slot] = velocity; }
    if (isMoving && jobs[job].direction != absent) {
      memory[jobs[job].direction + movingRow * jobs[job].directionStride + slot] = velocity;
    }
  }
  if (slot < jobs[job].timeFours) {
    memory[jobs[job].time + row * jobs[job].timeStride + slot] = embedded(times.x, 4u * slot, jobs[job].frequencies, false);
    memory[jobs[job].reference + row * jobs[job].referenceStride + slot] = embedded(times.y, 4u * slot, jobs[job].frequencies, false);
    if (isMoving) {
      memory[jobs[job].timeTangent + movingRow * jobs[job].timeTangentStride + slot] =
        embedded(times.x, 4u * slot, jobs[job].frequencies, true);
    }
  }
  if (slot == 0u && !isAgain) {
    memory[jobs[job].interval + row * jobs[job].intervalStride] = vec4<f32>(times.x - times.y, 0.0, 0.0, 0.0);
  }`;

const drawKernel: Kernel = {
  name: 'draw',
  isTraining: true,
  source: [
    preamble('vec4<f32>', fields),
    ...[
      trainingBindings,
      counterWords,
      smallAngles,
      exponential,
      counterNormals,
      timeEmbedding,
      gathering,
      entry(body),
    ],
  ].join(''),
};

/** The examples as the kernel reads them: all observations, then all chunks. */
export function drawnData({ observations, chunks }: TrainingData): Float32Array {
  const joined = new Float32Array(observations.length + chunks.length);
  joined.set(observations);
  joined.set(chunks, observations.length);
  return joined;
}

export function draw(job: Draw, { experiment, count, observations }: TrainingData): Dispatch {
  const { batch, moving, chunkSize, observationSize, timeEmbeddingSize, z, velocity, interval, time, reference } = job;
  const rows = job.observations.rows;
  const [observationFours, chunkFours, timeFours] = [job.observations, velocity, time].map(
    ({ columns }) => columns / 4,
  );
  const slots = Math.max(observationFours, chunkFours, timeFours);
  const keys = drawKeys(experiment.seed);
  const fields: Field[] = [
    ...[rows, slots, batch, moving, Math.max(1, Math.floor(count / batch)), count, feistelHalfBits(count)],
    ...[chunkSize, observationSize, observations.length, timeEmbeddingSize / 2],
    ...[...unsigned(keys.examples), ...unsigned(keys.noise), ...unsigned(keys.times)],
    ...[{ real: experiment['objective.timeMean'] }, { real: experiment['objective.timeDeviation'] }],
    ...[...placeInFours(job.observations), observationFours, ...placeInFours(z), chunkFours],
    ...[...placeInFours(velocity), ...placeInFours(interval), ...placeInFours(time), timeFours],
    ...[...placeInFours(reference), ...placeInFours(job.timeTangent), ...placeInFours(job.direction)],
  ];
  return { kernel: drawKernel, spans: [{ workgroups: workgroupsFor(rows * slots), fields }] };
}

function unsigned(key: CounterKey): number[] {
  return key.map((word) => word >>> 0);
}

/** Writes the sines and cosines of one pair of times into all rows. */
const embedTimesKernel: Kernel = {
  name: 'embedTimes',
  source: [
    preamble('vec4<f32>', 'rows fours frequencies t:f32 r:f32 time timeStride reference referenceStride'),
    ...[smallAngles, exponential, timeEmbedding],
    entry(`
  let row = at / jobs[job].fours;
  let four = at % jobs[job].fours;
  if (row >= jobs[job].rows) { return; }
  let count = jobs[job].frequencies;
  memory[jobs[job].time + row * jobs[job].timeStride + four] = embedded(jobs[job].t, 4u * four, count, false);
  memory[jobs[job].reference + row * jobs[job].referenceStride + four] = embedded(jobs[job].r, 4u * four, count, false);`),
  ].join(''),
};

export function embedTimes(jobs: readonly EmbedTimes[]): Dispatch {
  const spans = jobs.map(({ t, r, time, reference, timeEmbeddingSize }) => {
    const [rows, fours] = [time.rows, time.columns / 4];
    const times: Field[] = [{ real: t }, { real: r }];
    const fields = [rows, fours, timeEmbeddingSize / 2, ...times, ...placeInFours(time), ...placeInFours(reference)];
    return { workgroups: workgroupsFor(rows * fours), fields };
  });
  return { kernel: embedTimesKernel, spans };
}
