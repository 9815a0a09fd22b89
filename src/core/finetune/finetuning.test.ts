import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Experiment, resolveExperiment } from '../experiment/experiment.ts';
import type { FinetuningRecord } from '../experiment/records.ts';
import { settingsOfStage } from '../experiment/stage.ts';
import type { VectorEnvironment } from '../physics/environment.ts';
import { InProcessVectorEnvironment } from '../physics/inProcessVectorEnvironment.ts';
import { loadMujoco, type Mujoco } from '../physics/mujoco.ts';
import { architectureOf, initialiseParameters } from '../policy/architecture.ts';
import { DeployedPolicy } from '../policy/deployedPolicy.ts';
import { encodePolicy } from '../policy/policyFile.ts';
import { activateBackend } from '../policy/tensorBackend.ts';
import { TensorPolicy } from '../policy/tensorPolicy.ts';
import { Random } from '../random/random.ts';
import { findScene } from '../scenes/registry.ts';
import { observationSize } from '../scenes/scene.ts';
import { DivergenceError } from '../training/divergenceError.ts';
import { decodeFinetuneSnapshot, encodeFinetuneSnapshot, policyOfFinetuneSnapshot } from './finetuneSnapshot.ts';
import { Finetuning, type FinetuningOptions } from './finetuning.ts';

const robots = 3;
const small = {
  'policy.hiddenSize': 16,
  'policy.actionHorizon': 2,
  'finetune.environments': robots,
  'finetune.decisions': 20,
  'finetune.batchSize': 20,
  'finetune.epochs': 2,
  'finetune.criticHiddenSize': 8,
  'finetune.criticWarmup': 1,
  'finetune.envSteps': 100_000,
  'finetune.targetKl': 0,
};

let mujoco: Mujoco;
const made: VectorEnvironment[] = [];
beforeAll(async () => {
  mujoco = await loadMujoco();
  await activateBackend('wasm');
});
afterAll(() => {
  for (const environment of made) environment.dispose();
});

function experimentWith(settings: Record<string, number | string> = {}): Experiment {
  return resolveExperiment({ scene: 'hopper', stage: 'finetune', ...small, ...settings });
}

/** A stage 1 policy that was never trained: it falls soon, so that episodes end often. */
function untrainedPolicy(experiment: Experiment): Uint8Array {
  const scene = findScene(experiment.scene);
  const architecture = architectureOf(experiment, observationSize(scene), scene.actionSize);
  const range = (size: number) => ({ centre: new Array(size).fill(0), scale: new Array(size).fill(1) });
  const metadata = {
    ...{ scene: scene.id, experiment, step: 7, architecture },
    observationNormalizer: range(architecture.observationSize),
    actionNormalizer: range(architecture.actionSize),
  };
  return encodePolicy({ metadata, parameters: initialiseParameters(architecture, new Random(1)) });
}

function makeRobots(scene = 'hopper'): VectorEnvironment {
  const { create, metric } = findScene(scene);
  const environments = new InProcessVectorEnvironment(() => create(mujoco), {
    slots: robots,
    stopAtSuccess: metric === 'success',
  });
  made.push(environments);
  return environments;
}

async function begin(experiment: Experiment, options: FinetuningOptions = {}): Promise<Finetuning> {
  const policy = options.snapshot ? undefined : untrainedPolicy(experiment);
  const finetuning = new Finetuning(experiment, { policy, ...options });
  await finetuning.enter(makeRobots(experiment.scene));
  return finetuning;
}

async function iterate(finetuning: Finetuning, iterations: number): Promise<FinetuningRecord[]> {
  const records: FinetuningRecord[] = [];
  while (records.length < iterations) {
    const [record] = await finetuning.advance();
    if (record?.kind === 'finetuning') records.push(record);
  }
  return records;
}

test('the ratio at the first minibatch is 1 to rounding, in every iteration', async () => {
  const finetuning = await begin(experimentWith());
  const records = await iterate(finetuning, 4);
  for (const { initialRatioError } of records) expect(initialRatioError).toBeLessThan(1e-5);
  // Otherwise nothing was learned, and the ratio is 1 for want of trying.
  expect(records[3].klDivergence).toBeGreaterThan(1e-6);
  finetuning.dispose();
});

test('the critic learns alone at first, while the policy is looked at and stays what stage 1 made of it', async () => {
  const finetuning = await begin(experimentWith());
  const [first, second] = await iterate(finetuning, 2);
  expect([first.policySteps, first.plannedPolicySteps, first.anchorLoss]).toEqual([0, 0, 0]);
  expect(first.sigma).toBeGreaterThan(0.09);
  expect([second.policySteps, second.plannedPolicySteps]).toEqual([6, 6]);
  expect(second.anchorLoss).toBeGreaterThan(0);
  finetuning.dispose();
});

test('the policy rests for the rest of an update once it has moved by more than 1.5 times the target KL', async () => {
  const finetuning = await begin(
    experimentWith({ 'finetune.actorLearningRate': 0.01, 'finetune.targetKl': 1e-4, 'finetune.criticWarmup': 0 }),
  );
  const [record] = await iterate(finetuning, 1);
  expect(record.policySteps).toBeGreaterThan(0);
  expect(record.policySteps).toBeLessThan(record.plannedPolicySteps);
  finetuning.dispose();
});

test.each([
  ['from a stage 1 policy', {}],
  ['of a chain of two steps, with a σ for each number', { 'finetune.denoisingSteps': 2, 'exploration.kind': 'vector' }],
  ['from scratch', { ...settingsOfStage.scratch, ...small, stage: 'scratch' }],
])(
  'a run that is stopped, written to a file and taken up again equals one that was not, bit for bit: %s',
  async (_, settings) => {
    const experiment = experimentWith(settings);
    const whole = await begin(experiment);
    const expected = await iterate(whole, 4);
    const stopped = await begin(experiment);
    await iterate(stopped, 2);
    const bytes = encodeFinetuneSnapshot(stopped.boundary!);
    // What was begun of the third iteration is not in the file.
    for (let i = 0; i < 5; i++) await stopped.advance();
    stopped.dispose();
    const resumed = await begin(experiment, { snapshot: decodeFinetuneSnapshot(bytes, 'a') });
    expect(resumed.step).toBe(expected[1].step);
    expect(await iterate(resumed, 2)).toEqual(expected.slice(2));
    expect(resumed.boundary).toEqual(whole.boundary);
    for (const run of [whole, resumed]) run.dispose();
  },
);

test('robots that lose their environments in the middle of a rollout go on in others as if nothing had been', async () => {
  const experiment = experimentWith();
  const whole = await begin(experiment);
  const expected = await iterate(whole, 2);
  const disturbed = await begin(experiment);
  for (let i = 0; i < 13; i++) await disturbed.advance();
  disturbed.leave();
  await expect(disturbed.advance()).rejects.toThrow(/no environments/);
  await disturbed.enter(makeRobots());
  expect(await iterate(disturbed, 2)).toEqual(expected);
  for (const run of [whole, disturbed]) run.dispose();
});

test('from scratch the same chunk is drawn in 1 and in 32 steps, whatever the noise, on either evaluator', async () => {
  const finetuning = await begin(experimentWith({ ...settingsOfStage.scratch, ...small, stage: 'scratch' }));
  await iterate(finetuning, 2);
  const bytes = policyOfFinetuneSnapshot(finetuning.boundary!);
  const deployed = DeployedPolicy.decode(bytes, 'scratch.policy');
  const tensor = new TensorPolicy(finetuning.policy());
  const random = new Random(5);
  const observation = random.normals(11);
  const first = deployed.sample(observation, random.normals(deployed.chunkLength), 1);
  for (const steps of [1, 32]) {
    const noise = random.normals(deployed.chunkLength);
    expect(deployed.sample(observation, noise, steps)).toEqual(first);
    const actual = await tensor.sample(observation, noise, steps);
    for (const [i, value] of actual.entries()) expect(value).toBeCloseTo(first[i], 5);
  }
  tensor.dispose();
  finetuning.dispose();
});

test('where success is the metric it ends an episode as a termination, and the share of successes is told', async () => {
  const finetuning = await begin(
    experimentWith({ scene: 'detour', 'finetune.episodeLimit': 12, 'policy.actionHorizon': 4 }),
  );
  const records = await iterate(finetuning, 3);
  const last = records[2];
  expect(records.reduce((sum, { episodes }) => sum + episodes, 0)).toBeGreaterThan(5);
  expect(last.meanLength).toBeLessThanOrEqual(12);
  expect(last.successRate).not.toBeNull();
  finetuning.dispose();
});

test('neither tensors nor bytes grow over 50 iterations', async () => {
  const finetuning = await begin(experimentWith({ 'finetune.decisions': 4, 'finetune.batchSize': 12 }));
  await iterate(finetuning, 3);
  const before = tf.memory();
  const { wasm } = tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array } };
  const heap = wasm.HEAPU8.length;
  await iterate(finetuning, 50);
  const after = tf.memory();
  expect([after.numTensors, after.numBytes]).toEqual([before.numTensors, before.numBytes]);
  expect(wasm.HEAPU8.length).toBe(heap);
  finetuning.dispose();
});

test('a run that leaves the finite numbers says so, and its last state between two iterations is still good', async () => {
  const finetuning = await begin(
    experimentWith({ 'finetune.criticLearningRate': 0.1, 'finetune.actorLearningRate': 0.1, 'finetune.epochs': 50 }),
  );
  const { boundary } = finetuning;
  const broken = { ...boundary!, weights: { ...boundary!.weights } };
  broken.weights.critic = {
    ...broken.weights.critic,
    parameters: broken.weights.critic.parameters.map(() => Number.NaN),
  };
  const diverged = await begin(finetuning.experiment, { snapshot: broken });
  await expect(iterate(diverged, 1)).rejects.toThrow(DivergenceError);
  expect(finetuning.boundary!.weights.critic.parameters.every(Number.isFinite)).toBe(true);
  for (const run of [finetuning, diverged]) run.dispose();
});

describe('the snapshot file', () => {
  test('comes back as it was written', async () => {
    const finetuning = await begin(experimentWith());
    await iterate(finetuning, 1);
    const { boundary } = finetuning;
    expect(decodeFinetuneSnapshot(encodeFinetuneSnapshot(boundary!), 'a')).toEqual(boundary);
    finetuning.dispose();
  });

  test('is refused where it is damaged, of another kind, or holds what is not finite', async () => {
    const finetuning = await begin(experimentWith());
    const boundary = finetuning.boundary!;
    const bytes = encodeFinetuneSnapshot(boundary);
    bytes[bytes.length - 9] ^= 1;
    expect(() => decodeFinetuneSnapshot(bytes, 'a.snapshot')).toThrow(/a.snapshot: the checksum does not match/);
    expect(() => decodeFinetuneSnapshot(encodePolicy(finetuning.policy()), 'a')).toThrow(/expected a finetuning file/);
    const actor = { ...boundary.weights.actor, parameters: boundary.weights.actor.parameters.map(() => Number.NaN) };
    const broken = encodeFinetuneSnapshot({ ...boundary, weights: { ...boundary.weights, actor } });
    expect(() => decodeFinetuneSnapshot(broken, 'a')).toThrow(
      /its actor is missing or holds a value that is not finite/,
    );
    finetuning.dispose();
  });
});

test('a policy of another scene cannot be fine-tuned here, and nothing cannot be fine-tuned at all', () => {
  const experiment = experimentWith();
  expect(() => new Finetuning(experiment, {})).toThrow(/needs a stage 1 policy/);
  const other = untrainedPolicy(experimentWith({ scene: 'lift' }));
  expect(() => new Finetuning(experiment, { policy: other })).toThrow(/was trained on lift, the scene is hopper/);
});
