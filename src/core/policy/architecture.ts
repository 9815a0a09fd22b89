/**
 * @file The DMPO head for state observations: which parameters it has, in which order, and how they begin.
 *
 * All parameters live in one flat vector, so that an optimiser step, an average or a snapshot is one operation. The
 * layers are those of the released code (`model/flow/mlp_meanflow.py`; reference/dmpo.md section 1.6): two sinusoidal
 * time branches, a condition MLP, and a pre-activation residual MLP with Mish.
 */
import type { Experiment } from '../experiment/experiment.ts';
import type { Random } from '../random/random.ts';

export interface Architecture {
  readonly observationSize: number;
  readonly actionHorizon: number;
  readonly actionSize: number;
  readonly hiddenSize: number;
  readonly residualBlocks: number;
  readonly conditionHiddenSize: number;
  readonly conditionSize: number;
  readonly timeEmbeddingSize: number;
  /** What is done to the embedding before the head sees it: it learns nothing, so the parameters are the same */
  readonly conditionNormalization: Experiment['policy.conditionNormalization'];
  /** Multiplies the embedding, after its normalisation */
  readonly conditionScale: number;
  /** Where a chunk grows from: noise, or nothing, which makes of the network a plain function of the observation */
  readonly latent: 'noise' | 'none';
}

/** A dense layer's place in the flat vector: weight `[inputs, outputs]` row-major, then bias `[outputs]`. */
export interface DenseShape {
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
  readonly offset: number;
}

/** @returns the network that an experiment asks for in a scene of these sizes */
export function architectureOf(experiment: Experiment, observationSize: number, actionSize: number): Architecture {
  return {
    observationSize,
    actionSize,
    actionHorizon: experiment['policy.actionHorizon'],
    hiddenSize: experiment['policy.hiddenSize'],
    residualBlocks: experiment['policy.residualBlocks'],
    conditionHiddenSize: experiment['policy.conditionHiddenSize'],
    conditionSize: experiment['policy.conditionSize'],
    // A sine and a cosine for each frequency.
    timeEmbeddingSize: 2 * Math.round(experiment['policy.timeEmbeddingSize'] / 2),
    conditionNormalization: experiment['policy.conditionNormalization'],
    conditionScale: experiment['policy.conditionScale'],
    latent: experiment.stage === 'scratch' ? 'none' : 'noise',
  };
}

/** Every dense layer, in the order of the flat vector. */
export function denseShapes(architecture: Architecture): DenseShape[] {
  const { hiddenSize, conditionHiddenSize, conditionSize, timeEmbeddingSize } = architecture;
  const chunkSize = chunkLength(architecture);
  const layers: [name: string, inputs: number, outputs: number][] = [
    ['time.hidden', timeEmbeddingSize, 2 * timeEmbeddingSize],
    ['time.output', 2 * timeEmbeddingSize, timeEmbeddingSize],
    ['reference.hidden', timeEmbeddingSize, 2 * timeEmbeddingSize],
    ['reference.output', 2 * timeEmbeddingSize, timeEmbeddingSize],
    ['condition.hidden', architecture.observationSize, conditionHiddenSize],
    ['condition.output', conditionHiddenSize, conditionSize],
    ['head.input', chunkSize + 2 * timeEmbeddingSize + conditionSize, hiddenSize],
  ];
  for (let block = 0; block < architecture.residualBlocks; block++) {
    layers.push([`head.block${block}.first`, hiddenSize, hiddenSize]);
    layers.push([`head.block${block}.second`, hiddenSize, hiddenSize]);
  }
  layers.push(['head.output', hiddenSize, chunkSize]);

  let offset = 0;
  return layers.map(([name, inputs, outputs]) => {
    const shape = { name, inputs, outputs, offset };
    offset += inputs * outputs + outputs;
    return shape;
  });
}

/** Numbers in one action chunk, Ta · Da. */
export function chunkLength(architecture: Pick<Architecture, 'actionHorizon' | 'actionSize'>): number {
  return architecture.actionHorizon * architecture.actionSize;
}

/** Length of the flat parameter vector; 566,652 for the paper's Hopper network. */
export function parameterCount(architecture: Architecture): number {
  const last = denseShapes(architecture).at(-1)!;
  return last.offset + last.inputs * last.outputs + last.outputs;
}

/** PyTorch's default initialisation of `Linear`: weight and bias uniform in ±1/√inputs. */
export function initialiseParameters(architecture: Architecture, random: Random): Float32Array {
  const parameters = new Float32Array(parameterCount(architecture));
  for (const { inputs, outputs, offset } of denseShapes(architecture)) {
    const bound = 1 / Math.sqrt(inputs);
    const end = offset + inputs * outputs + outputs;
    for (let i = offset; i < end; i++) parameters[i] = random.uniform(-bound, bound);
  }
  return parameters;
}

/** Added to the variance of an embedding before it is divided by its root: PyTorch's LayerNorm. */
export const normalizationEpsilon = 1e-5;

/** Frequencies of the sinusoidal embedding of a time in [0, 1], `[timeEmbeddingSize / 2]`: exp(−i·ln 10⁴/(n−1)). */
export function timeFrequencies(timeEmbeddingSize: number): Float32Array {
  const count = timeEmbeddingSize / 2;
  return Float32Array.from({ length: count }, (_, i) => Math.exp((-i * Math.log(1e4)) / Math.max(1, count - 1)));
}
