/** @file How long one robot waits for its next chunk: a call at batch 1 with read-back, in one step and in 32. */
import { startBackend } from '../cli/tensorBackend.ts';
import { measureLatency } from '../src/core/evaluation/latency.ts';
import { DeployedPolicy } from '../src/core/policy/deployedPolicy.ts';
import type { PolicyFile } from '../src/core/policy/policyFile.ts';
import type { BackendName } from '../src/core/policy/tensorBackend.ts';
import { type ChunkPolicy, TensorPolicy } from '../src/core/policy/tensorPolicy.ts';
import type { Measurement, MeasurementOptions } from './measurement.ts';
import { makeProblem } from './problem.ts';

export const latencyMeasurement: Measurement = {
  name: 'latency',
  summary: 'one call at batch 1 with read-back, in 1 step and in 32: plain JavaScript and each backend',
  async run(options, print) {
    const file = makePolicy();
    print({ policy: 'DeployedPolicy', ...(await measure(deployed(file), options)) });
    for (const backend of ['wasm', 'webgpu', 'cpu'] satisfies BackendName[]) {
      const active = await startBackend(backend).catch((error: Error) => error);
      if (active instanceof Error) {
        print({ policy: 'TensorPolicy', backend, skipped: active.message });
        continue;
      }
      const policy = new TensorPolicy(file);
      print({ policy: 'TensorPolicy', backend, adapter: active.adapter, ...(await measure(policy, options)) });
      policy.dispose();
    }
  },
};

async function measure(policy: ChunkPolicy, { isQuick }: MeasurementOptions): Promise<object> {
  const { observationSize } = makeProblem().architecture;
  const latency = (steps: number, calls: number) =>
    measureLatency(policy, observationSize, steps, { clock: () => performance.now(), calls });
  const one = await latency(1, isQuick ? 20 : 100);
  // A software GPU takes seconds for 32 steps: fewer calls there, at least twenty or, in a hurry, five.
  const fewest = isQuick ? 5 : 20;
  const many = await latency(32, Math.max(fewest, Math.min(100, Math.round(300 / one.p50))));
  const rounded = ({ p50, p95 }: { p50: number; p95: number }) => ({ p50: round(p50), p95: round(p95) });
  return {
    unit: 'milliseconds',
    steps1: rounded(one),
    steps32: rounded(many),
    ratioOfMedians: round(many.p50 / one.p50),
  };
}

function makePolicy(): PolicyFile {
  const { architecture, experiment, weights } = makeProblem();
  const range = (size: number) => ({ centre: new Array(size).fill(0), scale: new Array(size).fill(1) });
  const metadata = {
    scene: 'lift',
    experiment,
    step: 0,
    architecture,
    observationNormalizer: range(architecture.observationSize),
    actionNormalizer: range(architecture.actionSize),
  };
  return { metadata, parameters: weights.parameters };
}

/** The plain evaluator answers at once; here it answers through the same promise as the others. */
function deployed(file: PolicyFile): ChunkPolicy {
  const policy = new DeployedPolicy(file);
  const { actionHorizon, actionSize } = policy;
  return {
    actionHorizon,
    actionSize,
    sample: async (observation, noise, steps) => policy.sample(observation, noise, steps),
  };
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
