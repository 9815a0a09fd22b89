/**
 * @file The training step in jax-js, the peer: its own forward and reverse mode, its compiler, its kernels.
 *
 * jax-js counts references: a function takes its arguments, and `x.ref` keeps x for another use.
 */
import { type Device, defaultDevice, init, jit, jvp, lax, nn, numpy as np, valueAndGrad } from '@jax-js/jax';
import { type Architecture, denseShapes, timeFrequencies } from '../policy/architecture.ts';
import { emaDecayAt, learningRateAt } from '../training/schedule.ts';
import { drawStep, type Problem } from './problem.ts';
import type { TimedStep } from './timedStep.ts';

type Values = np.Array;
type Layers = Record<string, { weight: Values; bias: Values }>;
type State = { parameters: Layers; ema: Layers; first: Layers; second: Layers };
type Batch = { observations: Values; chunks: Values; noise: Values; t: Values; r: Values };

/** @throws Error where jax-js has no such device here */
export async function createJaxTrainingStep(problem: Problem, device: Device): Promise<TimedStep> {
  if (device === 'wasm' && typeof SharedArrayBuffer !== 'undefined' && typeof Worker !== 'undefined') {
    throw new Error(
      'it would start threads from blob: addresses here, which the page’s content security policy refuses',
    );
  }
  if (!(await init(device)).includes(device)) throw new Error(`jax-js has no ${device} here`);
  defaultDevice(device);
  const { experiment, weights, dataset } = problem;
  const batch = dataset.count;
  const update = jit(makeUpdate(problem));
  const read = (flat: Float32Array) => readLayers(problem.architecture, flat);
  let state: State = {
    parameters: read(weights.parameters),
    ema: read(weights.ema),
    first: read(weights.firstMoment),
    second: read(weights.secondMoment),
  };
  const matrix = (values: Float32Array) => np.array(values).reshape([batch, values.length / batch]);
  let step = 0;
  let lastLoss: Values | null = null;
  return {
    advance() {
      const { rows, noise, t, r } = drawStep(problem, step);
      const rate = learningRateAt(step, experiment);
      const scalars = [rate, emaDecayAt(step, experiment), 1 - 0.9 ** (step + 1), 1 - 0.999 ** (step + 1)];
      step++;
      const data = {
        observations: matrix(gatherRows(dataset.observations, rows)),
        chunks: matrix(gatherRows(dataset.chunks, rows)),
        noise: matrix(noise),
        t: matrix(t),
        r: matrix(r),
      };
      const [loss, next] = update(state, data, np.array(scalars));
      state = next as State;
      lastLoss?.dispose();
      lastLoss = loss as Values;
    },
    // Its reference is kept, for whoever asks again.
    readLoss: async () => (await lastLoss!.ref.data())[0],
    dispose() {
      lastLoss?.dispose();
      for (const layers of Object.values(state))
        for (const { weight, bias } of Object.values(layers)) {
          weight.dispose();
          bias.dispose();
        }
    },
  };
}

/** Rows of a whole dataset, in the order of a minibatch of all of it. */
function gatherRows(values: Float32Array, rows: Uint32Array): Float32Array {
  const width = values.length / rows.length;
  const gathered = new Float32Array(values.length);
  rows.forEach((row, i) => {
    gathered.set(values.subarray(row * width, (row + 1) * width), i * width);
  });
  return gathered;
}

function readLayers(architecture: Architecture, flat: Float32Array): Layers {
  return Object.fromEntries(
    denseShapes(architecture).map(({ name, inputs, outputs, offset }) => {
      const end = offset + inputs * outputs;
      const weight = np.array(flat.slice(offset, end)).reshape([inputs, outputs]);
      return [name, { weight, bias: np.array(flat.slice(end, end + outputs)) }];
    }),
  );
}

function makeUpdate(problem: Problem) {
  const { experiment } = problem;
  const decayRate = experiment['optimizer.weightDecay'];
  return (state: State, batch: Batch, scalars: Values): [Values, State] => {
    const [rate, emaDecay, firstCorrection, secondCorrection] = np.unstack(scalars);
    const loss = (parameters: Layers) => stage1Loss(problem, parameters, batch);
    const [value, gradient] = valueAndGrad(loss)(referTo(state.parameters)) as [Values, Layers];
    const first = combine(state.first, referTo(gradient), (m, g) => m.mul(0.9).add(g.mul(0.1)));
    const second = combine(state.second, gradient, (v, g) => v.mul(0.999).add(np.square(g).mul(0.001)));
    const moved = combine(referTo(first), referTo(second), (m, v) =>
      m
        .div(firstCorrection.ref)
        .div(np.sqrt(v.div(secondCorrection.ref)).add(1e-8))
        .mul(rate.ref),
    );
    const parameters = combine(state.parameters, moved, (p, change) =>
      p.mul(np.array(1).sub(rate.ref.mul(decayRate))).sub(change),
    );
    const ema = combine(state.ema, referTo(parameters), (average, p) => {
      return average.mul(emaDecay.ref).add(p.mul(np.array(1).sub(emaDecay.ref)));
    });
    for (const scalar of [rate, emaDecay, firstCorrection, secondCorrection]) scalar.dispose();
    return [value, { parameters, ema, first, second }];
  };
}

function stage1Loss({ experiment, architecture }: Problem, layers: Layers, batch: Batch): Values {
  const { chunks, noise, t, r, observations } = batch;
  const velocity = noise.ref.sub(chunks.ref);
  const z = chunks.ref.add(t.ref.mul(velocity.ref));
  const condition = dense(layers, 'condition.output', nn.mish(dense(layers, 'condition.hidden', observations.ref)));
  const u = (at: Values, from: Values, to: Values) =>
    averageVelocity(architecture, layers, at, from, to, condition.ref);
  const predicted = lax.stopGradient(u(z.ref, t.ref, t.ref));
  const along = (at: Values, to: Values) => u(at, r.ref, to);
  const [value, tangent] = jvp(along, [z, t.ref], [predicted, np.onesLike(t.ref)]) as [Values, Values];
  const correction = t.ref.sub(r.ref).mul(lax.stopGradient(tangent));
  const flow = np.mean(np.square(value.add(correction).sub(velocity)));
  const weight = experiment['dispersive.weight'];
  const loss = flow.add(dispersion(condition, experiment['dispersive.temperature']).mul(weight));
  for (const { weight: w, bias } of Object.values(layers)) {
    w.dispose();
    bias.dispose();
  }
  return loss;
}

function averageVelocity(
  architecture: Architecture,
  layers: Layers,
  z: Values,
  r: Values,
  t: Values,
  condition: Values,
): Values {
  const embed = (branch: string, time: Values) => {
    const frequencies = timeFrequencies(architecture.timeEmbeddingSize);
    const angles = time.mul(np.array(frequencies).reshape([1, frequencies.length]));
    const sinusoid = np.concatenate([np.sin(angles.ref), np.cos(angles)], 1);
    return dense(layers, `${branch}.output`, nn.mish(dense(layers, `${branch}.hidden`, sinusoid)));
  };
  let hidden = dense(layers, 'head.input', np.concatenate([z, embed('time', t), embed('reference', r), condition], 1));
  for (let block = 0; block < architecture.residualBlocks; block++) {
    const inner = dense(layers, `head.block${block}.first`, nn.mish(hidden.ref));
    hidden = hidden.add(dense(layers, `head.block${block}.second`, nn.mish(inner)));
  }
  return dense(layers, 'head.output', hidden);
}

function dispersion(features: Values, temperature: number): Values {
  const [batch, size] = features.shape;
  const norms = np.sum(np.square(features.ref), 1, { keepdims: true });
  const products = np.matmul(features.ref, np.transpose(features));
  const distances = np.maximum(norms.ref.add(np.transpose(norms)).sub(products.mul(2)), 0);
  return nn.logsumexp(distances.mul(-1 / (size * temperature))).sub(Math.log(batch * batch));
}

function dense(layers: Layers, name: string, input: Values): Values {
  const { weight, bias } = layers[name];
  return np.matmul(input, weight.ref).add(bias.ref);
}

/** Another reference to each array. */
function referTo(layers: Layers): Layers {
  return Object.fromEntries(
    Object.entries(layers).map(([name, { weight, bias }]) => [name, { weight: weight.ref, bias: bias.ref }]),
  );
}

function combine(a: Layers, b: Layers, join: (a: Values, b: Values) => Values): Layers {
  return Object.fromEntries(
    Object.keys(a).map((name) => [
      name,
      { weight: join(a[name].weight, b[name].weight), bias: join(a[name].bias, b[name].bias) },
    ]),
  );
}
