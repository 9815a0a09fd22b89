/**
 * @file A policy as a graph of standard operators: raw observations and noise in, physical actions out.
 *
 * Normaliser, time embeddings, condition MLP, head, K sampler steps, un-normaliser and limits are all inside; what does
 * not depend on the input (the embedding of each time, and what the head's first layer makes of it) stands in the graph
 * too and is folded by the runtime as it loads.
 *
 *     observation [batch, observationHorizon · size]   raw units
 *     noise       [batch, Ta, Da]                      standard normal
 *     action      [batch, Ta, Da]                      physical units
 */
import type { Normalizer } from '../data/normalizer.ts';
import {
  chunkLength,
  type DenseShape,
  denseShapes,
  normalizationEpsilon,
  timeFrequencies,
} from '../policy/architecture.ts';
import { checkSteps } from '../policy/checkSteps.ts';
import type { PolicyFile } from '../policy/policyFile.ts';
import { GraphBuilder, type Name } from './graphBuilder.ts';
import type { OnnxModel } from './onnxModel.ts';

export interface PolicyGraphOptions {
  /** Denoising steps K, unrolled */
  readonly steps: number;
  /** Limits of a raw action, the same for each of its numbers */
  readonly actionLimit: readonly [low: number, high: number];
  /** Physical amount of a raw action of 1, `[actionSize]` */
  readonly simulatorUnit: readonly number[];
}

/** @throws RangeError where steps is not a whole number ≥ 1 */
export function policyGraph(policy: PolicyFile, options: PolicyGraphOptions): OnnxModel['graph'] {
  checkSteps(options.steps);
  const { architecture } = policy.metadata;
  const { observationSize, actionHorizon, actionSize, latent } = architecture;
  const writer = new PolicyGraphWriter(policy, latent === 'none' ? 1 : options.steps);
  const condition = writer.condition(writer.normalize('observation'));
  const chunk = writer.sample('noise', condition);
  writer.actions(chunk, options);
  const chunkDims = ['batch', actionHorizon, actionSize];
  return writer.graph.build({
    name: `${policy.metadata.scene}-policy`,
    inputs: [
      { name: 'observation', dims: ['batch', observationSize] },
      { name: 'noise', dims: chunkDims },
    ],
    outputs: [{ name: 'action', dims: chunkDims }],
  });
}

class PolicyGraphWriter {
  readonly graph = new GraphBuilder();
  private readonly shapes: ReadonlyMap<string, DenseShape>;
  private readonly two = this.graph.scalar('two', 2);

  constructor(
    private readonly policy: PolicyFile,
    private readonly steps: number,
  ) {
    this.shapes = new Map(denseShapes(policy.metadata.architecture).map((shape) => [shape.name, shape]));
  }

  /**
   * (x − centre)·scale. The centre is taken away in two parts, its float32 and what that rounds off: where a dimension
   * moves little about a large centre, the first alone would cost digits that the scale then makes seen.
   */
  normalize(observation: Name): Name {
    const { graph } = this;
    const { centre, scale } = this.policy.metadata.observationNormalizer;
    const size = [centre.length];
    const high = centre.map(Math.fround);
    const near = graph.node('Sub', 'normalize.near', [observation, graph.constant('normalize.centre', size, high)]);
    const low = centre.map((value, i) => value - high[i]);
    const centred = graph.node('Sub', 'normalize.centred', [near, graph.constant('normalize.centreRest', size, low)]);
    return graph.node('Mul', 'normalized', [centred, graph.constant('normalize.scale', size, scale)]);
  }

  /** The embedded observation, `[batch, conditionSize]` */
  condition(normalized: Name): Name {
    const { graph } = this;
    const { conditionNormalization, conditionScale } = this.policy.metadata.architecture;
    const hidden = this.mish('condition.active', this.dense('condition.hidden', normalized));
    let embedding = this.dense('condition.output', hidden);
    if (conditionNormalization === 'layer') embedding = this.layerNormalized(embedding);
    if (conditionScale === 1) return embedding;
    return graph.node('Mul', 'condition.scaled', [embedding, graph.scalar('condition.scale', conditionScale)]);
  }

  /** z ← z − (1/K)·u(z, tᵢ₊₁, tᵢ, o), K times from noise. @returns the normalised chunk, `[batch, Ta·Da]` */
  sample(noise: Name, condition: Name): Name {
    const { graph, steps } = this;
    const { latent } = this.policy.metadata.architecture;
    const length = chunkLength(this.policy.metadata.architecture);
    let z = graph.node('Reshape', 'z.noise', [noise, graph.integers('z.shape', [0, length])]);
    // ConstantOfShape fills with zeros where it is not told otherwise.
    if (latent === 'none') z = graph.node('ConstantOfShape', 'z.start', [graph.node('Shape', 'z.size', [z])]);

    const [ofNoise, ofTime, ofReference, ofCondition] = this.headInput();
    const times = Array.from({ length: steps }, (_, i) => 1 - i / steps);
    const time = graph.node('MatMul', 'head.input.time', [this.embedTimes('time', times), ofTime]);
    const references = Array.from({ length: steps }, (_, i) => 1 - (i + 1) / steps);
    const reference = graph.node('MatMul', 'head.input.reference', [
      this.embedTimes('reference', references),
      ofReference,
    ]);
    const ofTimes = graph.node('Add', 'head.input.times', [
      graph.node('Add', 'head.input.bothTimes', [time, reference]),
      this.bias('head.input'),
    ]);
    // One row a step, `[1, hiddenSize]`: what the first layer makes of the two times.
    const rows = graph.split('head.input.step', ofTimes, new Array(steps).fill(1), 0);
    const ofObservation = graph.node('MatMul', 'head.input.observation', [condition, ofCondition]);

    // With one step the share is 1, and multiplying by it would say nothing.
    const share = steps > 1 && graph.scalar('step', 1 / steps);
    for (let i = 0; i < steps; i++) {
      const at = (name: string) => `step${i}.${name}`;
      const fixed = graph.node('Add', at('fixed'), [ofObservation, rows[i]]);
      let hidden = graph.node('Gemm', at('input'), [z, ofNoise, fixed]);
      for (let block = 0; block < this.policy.metadata.architecture.residualBlocks; block++) {
        const first = this.dense(`head.block${block}.first`, this.mish(at(`block${block}.in`), hidden), at);
        const change = this.dense(`head.block${block}.second`, this.mish(at(`block${block}.middle`), first), at);
        hidden = graph.node('Add', at(`block${block}`), [hidden, change]);
      }
      const velocity = this.dense('head.output', hidden, at);
      const move = share ? graph.node('Mul', at('move'), [velocity, share]) : velocity;
      z = graph.node('Sub', at('z'), [z, move]);
    }
    return z;
  }

  /** Within the demonstrations' range, then within the simulator's limits, then in physical units: `action`. */
  actions(chunk: Name, { actionLimit, simulatorUnit }: PolicyGraphOptions): void {
    const { graph } = this;
    const { actionNormalizer, architecture } = this.policy.metadata;
    const { actionHorizon, actionSize } = architecture;
    const shape = graph.integers('actions.shape', [0, actionHorizon, actionSize]);
    const normalized = graph.node('Reshape', 'actions.normalized', [chunk, shape]);
    const bounds = [graph.scalar('actions.lowest', -1), graph.scalar('actions.highest', 1)];
    const within = graph.node('Clip', 'actions.within', [normalized, ...bounds]);
    const raw = this.denormalize(within, actionNormalizer);
    const [low, high] = actionLimit;
    const limits = [graph.scalar('actions.low', low), graph.scalar('actions.high', high)];
    const limited = graph.node('Clip', 'actions.limited', [raw, ...limits]);
    graph.node('Mul', 'action', [limited, graph.constant('actions.unit', [actionSize], simulatorUnit)]);
  }

  private denormalize(chunk: Name, { centre, scale }: Normalizer): Name {
    const { graph } = this;
    const size = [centre.length];
    const range = graph.constant(
      'actions.range',
      size,
      scale.map((value) => 1 / value),
    );
    const scaled = graph.node('Mul', 'actions.scaled', [chunk, range]);
    return graph.node('Add', 'actions.raw', [scaled, graph.constant('actions.centre', size, centre)]);
  }

  /** Embeddings of all times at once, `[times, timeEmbeddingSize]` */
  private embedTimes(branch: 'time' | 'reference', times: readonly number[]): Name {
    const { graph } = this;
    const frequencies = timeFrequencies(this.policy.metadata.architecture.timeEmbeddingSize);
    const column = graph.constant(`${branch}.at`, [times.length, 1], times);
    const row = graph.constant(`${branch}.frequencies`, [1, frequencies.length], frequencies);
    const angles = graph.node('MatMul', `${branch}.angles`, [column, row]);
    const waves = [graph.node('Sin', `${branch}.sine`, [angles]), graph.node('Cos', `${branch}.cosine`, [angles])];
    const sinusoid = graph.node('Concat', `${branch}.sinusoid`, waves, [{ name: 'axis', kind: 'int', value: 1 }]);
    return this.dense(`${branch}.output`, this.mish(`${branch}.active`, this.dense(`${branch}.hidden`, sinusoid)));
  }

  /** The rows of the head's first layer that meet noise, time, reference time and embedding. */
  private headInput(): [Name, Name, Name, Name] {
    const { timeEmbeddingSize, conditionSize } = this.policy.metadata.architecture;
    const { inputs, outputs, offset } = this.shapes.get('head.input')!;
    const sizes = [inputs - 2 * timeEmbeddingSize - conditionSize, timeEmbeddingSize, timeEmbeddingSize, conditionSize];
    let row = 0;
    return sizes.map((size, i) => {
      const from = offset + row * outputs;
      row += size;
      const values = this.policy.parameters.subarray(from, from + size * outputs);
      const part = ['noise', 'time', 'reference', 'condition'][i];
      return this.graph.constant(`head.input.weight.${part}`, [size, outputs], values);
    }) as [Name, Name, Name, Name];
  }

  /** x·W + b. A layer that is met again at the next step keeps its constants. */
  private dense(layer: string, input: Name, at: (name: string) => string = (name) => name): Name {
    return this.graph.node('Gemm', at(layer), [input, this.weight(layer), this.bias(layer)]);
  }

  private weight(layer: string): Name {
    const { inputs, outputs, offset } = this.shapes.get(layer)!;
    return this.shared(`${layer}.weight`, [inputs, outputs], offset);
  }

  private bias(layer: string): Name {
    const { inputs, outputs, offset } = this.shapes.get(layer)!;
    return this.shared(`${layer}.bias`, [outputs], offset + inputs * outputs);
  }

  private readonly written = new Set<Name>();

  private shared(name: Name, dims: readonly number[], offset: number): Name {
    if (this.written.has(name)) return name;
    this.written.add(name);
    const length = dims.reduce((product, size) => product * size, 1);
    return this.graph.constant(name, dims, this.policy.parameters.subarray(offset, offset + length));
  }

  /** x·p/(2 − p) with p = σ(2 − σ), which is x·tanh(softplus(x)) and overflows nowhere; as the trainer computes it. */
  private mish(name: Name, input: Name): Name {
    const { graph } = this;
    const sigmoid = graph.node('Sigmoid', `${name}.sigmoid`, [input]);
    const rest = graph.node('Sub', `${name}.rest`, [this.two, sigmoid]);
    const product = graph.node('Mul', `${name}.product`, [sigmoid, rest]);
    const below = graph.node('Sub', `${name}.below`, [this.two, product]);
    const weight = graph.node('Div', `${name}.weight`, [product, below]);
    return graph.node('Mul', name, [input, weight]);
  }

  /** (x − mean)/√(variance + ε) of each row */
  private layerNormalized(input: Name): Name {
    const { graph } = this;
    const lastAxis = [
      { name: 'axes', kind: 'ints', value: [-1] },
      { name: 'keepdims', kind: 'int', value: 1 },
    ] as const;
    const mean = graph.node('ReduceMean', 'condition.mean', [input], lastAxis);
    const centred = graph.node('Sub', 'condition.centred', [input, mean]);
    const square = graph.node('Mul', 'condition.square', [centred, centred]);
    const variance = graph.node('ReduceMean', 'condition.variance', [square], lastAxis);
    const epsilon = graph.scalar('condition.epsilon', normalizationEpsilon);
    const padded = graph.node('Add', 'condition.padded', [variance, epsilon]);
    return graph.node('Div', 'condition.normalized', [centred, graph.node('Sqrt', 'condition.deviation', [padded])]);
  }
}
