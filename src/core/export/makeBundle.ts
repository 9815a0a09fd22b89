/** @file Makes a bundle of a policy: its graph, its manifest, and test vectors that the trainer answers in the scene. */

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { concatenateRows } from '../data/concatenateRows.ts';
import type { VectorEnvironment } from '../physics/environment.ts';
import { chunkNoise } from '../policy/chunkNoise.ts';
import type { ChunkPolicy } from '../policy/chunkPolicy.ts';
import type { PolicyFile } from '../policy/policyFile.ts';
import {
  type ObservationPart,
  observationSize,
  type Quantity,
  type SceneFacts,
  type SceneFamily,
  simulatorUnits,
} from '../scenes/scene.ts';
import type { BundleContent } from './bundle.ts';
import { bundleReadme } from './bundleReadme.ts';
import { manifestKey, repeatedManifest } from './graphCheck.ts';
import { encodeManifest, type Manifest, manifestFormat, manifestVersion, parseManifest } from './manifest.ts';
import { encodeOnnx, opset } from './onnxModel.ts';
import { policyGraph } from './policyGraph.ts';
import { encodeTestVectors, fewestVectors, type TestVectors } from './testVectors.ts';

export interface BundleSource {
  readonly policy: PolicyFile;
  readonly scene: SceneFacts;
  /** Denoising steps K of the graph */
  readonly steps: number;
  /** Name of the training run */
  readonly run: string;
  /** SHA-256 of the policy's file, hexadecimal */
  readonly policySha256: string;
  /** Of the demonstrations, hexadecimal; null where it is not known */
  readonly demonstrationsSha256: string | null;
  readonly evaluation: readonly Manifest['evaluation'][number][];
  readonly appVersion: string;
  /** ISO 8601 */
  readonly createdAt: string;
}

/** The trainer's answers to what it met in the scene: physical units. */
export async function makeBundle(source: BundleSource, vectors: TestVectors): Promise<BundleContent> {
  const { policy, scene, steps } = source;
  // In the schema's own order, as whoever reads the manifest will have it: the graph repeats it to the letter.
  const manifest = parseManifest(encodeManifest(describe(source)));
  const simulatorUnit = manifest.action.simulatorUnit;
  const onnx = encodeOnnx({
    producer: { name: 'onestep-lab', version: source.appVersion },
    graph: policyGraph(policy, { steps, actionLimit: scene.actionLimit, simulatorUnit }),
    opset,
    metadata: { [manifestKey]: repeatedManifest(manifest), scene: scene.id },
  });
  const whole = { ...manifest, policy: { ...manifest.policy, sha256: bytesToHex(sha256(onnx)) } };
  return {
    'policy.onnx': onnx,
    'manifest.json': encodeManifest(whole),
    'test-vectors.json': encodeTestVectors(vectors),
    'README.md': new TextEncoder().encode(bundleReadme(whole)),
  };
}

export interface VectorSource {
  /** The trainer's */
  readonly policy: ChunkPolicy;
  readonly scene: SceneFacts;
  readonly environments: VectorEnvironment;
  readonly steps: number;
  /** Of the first episode */
  readonly seed: number;
  readonly count?: number;
}

/** Plays one episode in each environment, and keeps observations from all along them, evenly. */
export async function drawTestVectors(source: VectorSource): Promise<TestVectors> {
  const { policy, scene, environments, steps, seed, count = fewestVectors } = source;
  const length = policy.actionHorizon * policy.actionSize;
  const slots = Array.from({ length: environments.slots }, (_, slot) => slot);
  const size = environments.observationSize;
  let met = await resetAll(environments, slots, seed);
  let running = slots;
  const seen: { readonly observation: Float32Array; readonly noise: Float32Array }[] = [];
  for (let chunk = 0, round = 0; seen.length < longestWalk * count; chunk++) {
    const noise = concatenateRows(running.map((slot) => chunkNoise(seed + slot + round * slots.length, chunk, length)));
    running.forEach((_, i) => {
      seen.push({
        observation: met.slice(i * size, (i + 1) * size),
        noise: noise.slice(i * length, (i + 1) * length),
      });
    });
    const { observations, terminated, truncated, successes } = await environments.step(
      running,
      await policy.sample(met, noise, steps),
    );
    const going = running.flatMap((slot, i) => (terminated[i] || truncated[i] || successes[i] ? [] : [{ slot, i }]));
    running = going.map(({ slot }) => slot);
    met = concatenateRows(going.map(({ i }) => observations.slice(i * size, (i + 1) * size)));
    if (running.length > 0) continue;
    if (seen.length >= count) break;
    round++;
    running = slots;
    chunk = -1;
    met = await resetAll(environments, slots, seed + round * slots.length);
  }
  const kept = Array.from({ length: count }, (_, i) => seen[Math.floor((i * seen.length) / count)]);
  const [observation, noise] = [
    concatenateRows(kept.map((one) => one.observation)),
    concatenateRows(kept.map((one) => one.noise)),
  ];
  const [low, high] = scene.actionLimit;
  const unit = simulatorUnits(scene.action);
  const action = (await policy.sample(observation, noise, steps)).map(
    (value, i) => Math.max(low, Math.min(high, value)) * unit[i % unit.length],
  );
  return { count, observation, noise, action };
}

/** Observations that are met at most, for each that is kept: a good walker would go on for long. */
const longestWalk = 4;

function resetAll(environments: VectorEnvironment, slots: readonly number[], seed: number): Promise<Float32Array> {
  return environments.reset(
    slots,
    slots.map((slot) => seed + slot),
  );
}

function describe(source: BundleSource): Manifest {
  const { policy, scene, steps } = source;
  const { architecture, experiment, step } = policy.metadata;
  const { actionHorizon, actionSize } = architecture;
  const size = observationSize(scene);
  const observed = policy.metadata.observationNormalizer;
  const acted = policy.metadata.actionNormalizer;
  const unit = simulatorUnits(scene.action);
  const limits = unit.map((each, i) => {
    const inRange = [acted.centre[i] - 1 / acted.scale[i], acted.centre[i] + 1 / acted.scale[i]];
    const clamp = (value: number) => Math.max(scene.actionLimit[0], Math.min(scene.actionLimit[1], value));
    return inRange.map((value) => clamp(value) * each);
  });
  const chunk = ['batch', actionHorizon, actionSize] as ['batch', number, number];
  return {
    format: manifestFormat,
    version: manifestVersion,
    hardware: { status: 'simulation only until checked on the robot' },
    scene: { id: scene.id, title: scene.title, metric: scene.metric },
    policy: {
      file: 'policy.onnx',
      sha256: '0'.repeat(64),
      opset,
      steps,
      parameters: policy.parameters.length,
      inputs: { observation: ['batch', architecture.observationSize], noise: chunk },
      output: { action: chunk },
      noise: 'standard normal, independent for each chunk',
    },
    observation: {
      horizon: 1,
      size,
      parts: placed(scene.observation.flatMap(quantities)),
      low: observed.centre.map((centre, i) => centre - 1 / observed.scale[i]),
      high: observed.centre.map((centre, i) => centre + 1 / observed.scale[i]),
    },
    action: {
      kind: actionKinds[scene.family],
      horizon: actionHorizon,
      execute: actionHorizon,
      size: actionSize,
      parts: placed(scene.action).map(({ scale: _, ...part }) => {
        const own = limits.slice(part.offset, part.offset + part.size);
        return { ...part, low: own.map(([low]) => low), high: own.map(([, high]) => high) };
      }),
      normalized: {
        centre: acted.centre.map((centre, i) => centre * unit[i]),
        unit: acted.scale.map((scale, i) => unit[i] / scale),
      },
      simulatorUnit: unit,
    },
    control: { rateHz: scene.controlHz },
    arms: (scene.arms ?? []).map(({ position, quaternion }) => ({
      position: [...position],
      quaternion: [...quaternion],
    })),
    training: {
      run: source.run,
      step,
      seed: experiment.seed,
      config: { ...experiment },
      demonstrationsSha256: source.demonstrationsSha256,
      policySha256: source.policySha256,
    },
    evaluation: [...source.evaluation],
    app: { name: 'onestep-lab', version: source.appVersion },
    createdAt: source.createdAt,
  };
}

const actionKinds: Readonly<Record<SceneFamily, Manifest['action']['kind']>> = {
  gym: 'joint torques',
  robomimic: 'operational space pose delta',
  kitchen: 'joint velocities',
  toy: 'planar velocity',
};

/** The quantities of a part: where it is several, each under its own key. */
function quantities(part: ObservationPart): readonly Quantity[] {
  if (!('parts' in part)) return [part];
  return part.parts.map((each) => ({ ...each, key: `${part.key}.${each.key}` }));
}

/** Each with the place of its first number. */
function placed<Part extends Quantity>(parts: readonly Part[]): (Part & { offset: number })[] {
  let offset = 0;
  return parts.map((part) => {
    const at = { ...part, offset };
    offset += part.size;
    return at;
  });
}
