/** @file Whoever draws an action chunk at batch 1: the lab compiled and in plain JavaScript, tfjs on each backend, onnxruntime-web. */
import * as tf from '@tensorflow/tfjs-core';
import { CpuPolicy } from '../compiled/cpuPolicy.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { resolveExperiment } from '../experiment/experiment.ts';
import { encodeOnnx, opset } from '../export/onnxModel.ts';
import { openWithOnnxRuntimeWeb } from '../export/onnxRuntimeWeb.ts';
import { policyGraph } from '../export/policyGraph.ts';
import { architectureOf, initialiseParameters } from '../policy/architecture.ts';
import type { ChunkPolicy } from '../policy/chunkPolicy.ts';
import { DeployedPolicy } from '../policy/deployedPolicy.ts';
import type { PolicyFile } from '../policy/policyFile.ts';
import type { BackendName } from '../policy/tensorBackend.ts';
import { TensorPolicy } from '../policy/tensorPolicy.ts';
import { Random } from '../random/random.ts';
import type { BoardOptions } from './measurement.ts';

/** A policy of first weights, whose observations and actions are in normalised units */
export type DrawnPolicy = PolicyFile;

interface NetworkSizes {
  readonly observationSize: number;
  readonly actionSize: number;
  readonly settings: Partial<Experiment>;
}

export function drawPolicy(scene: string, { observationSize, actionSize, settings }: NetworkSizes): DrawnPolicy {
  const experiment = resolveExperiment(settings);
  const architecture = architectureOf(experiment, observationSize, actionSize);
  const range = (size: number) => ({ centre: new Array(size).fill(0), scale: new Array(size).fill(1) });
  const metadata = {
    ...{ scene, experiment, step: 0, architecture },
    observationNormalizer: range(observationSize),
    actionNormalizer: range(actionSize),
  };
  return { metadata, parameters: initialiseParameters(architecture, new Random(14)) };
}

/** A policy that takes part */
interface OpenPolicy {
  readonly policy: Pick<ChunkPolicy, 'sample'>;
  /** Awaited before its turn, and not timed */
  enter(): Promise<unknown>;
  dispose(): void | Promise<void>;
}

type Opening = () => OpenPolicy | Promise<OpenPolicy>;

/** @returns all that can draw here, and why others cannot */
export async function openPolicies(
  file: DrawnPolicy,
  steps: number,
  { backends, startBackend }: BoardOptions,
): Promise<{ policies: Record<string, OpenPolicy>; leftOut: Record<string, string> }> {
  const openings: Record<string, Opening> = {
    ours: () => openCompiled(file),
    deployed: () => openDeployed(file),
    onnxruntime: () => openGraph(file, steps),
    ...Object.fromEntries(
      backends.map((backend) => [`tfjs-${backend}`, () => openTensors(file, backend, startBackend)] as const),
    ),
  };
  const policies: Record<string, OpenPolicy> = {};
  const leftOut: Record<string, string> = {};
  for (const [name, open] of Object.entries(openings)) {
    try {
      policies[name] = await open();
    } catch (error) {
      leftOut[name] = error instanceof Error ? error.message : String(error);
    }
  }
  return { policies, leftOut };
}

const standStill = async () => undefined;

function openCompiled(file: DrawnPolicy): OpenPolicy {
  const policy = new CpuPolicy(file);
  return { policy, enter: standStill, dispose: () => policy.dispose() };
}

function openDeployed(file: DrawnPolicy): OpenPolicy {
  const policy = new DeployedPolicy(file);
  const sample: ChunkPolicy['sample'] = async (observation, noise, steps) => policy.sample(observation, noise, steps);
  return { policy: { sample }, enter: standStill, dispose: () => undefined };
}

/** The lab's own export, without the metadata of a bundle. */
async function openGraph(file: DrawnPolicy, steps: number): Promise<OpenPolicy> {
  const { actionSize } = file.metadata.architecture;
  const units = { actionLimit: [-1, 1], simulatorUnit: new Array(actionSize).fill(1) } as const;
  const graph = policyGraph(file, { steps, ...units });
  const onnx = encodeOnnx({ producer: { name: 'onestep-lab', version: '' }, graph, opset, metadata: {} });
  const runtime = await openWithOnnxRuntimeWeb(onnx);
  return {
    policy: { sample: (observation, noise) => runtime.run(observation, noise, 1) },
    enter: standStill,
    dispose: () => runtime.dispose(),
  };
}

async function openTensors(
  file: DrawnPolicy,
  backend: BackendName,
  startBackend: BoardOptions['startBackend'],
): Promise<OpenPolicy> {
  await startBackend(backend);
  const policy = new TensorPolicy(file);
  return { policy, enter: () => tf.setBackend(backend), dispose: () => policy.dispose() };
}
