import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { decodeContainer, encodeContainer } from '../data/container.ts';
import type { Demonstrations } from '../data/demonstrations.ts';
import { type Experiment, resolveExperiment } from '../experiment/experiment.ts';
import type { RunRecord, TrainingRecord } from '../experiment/records.ts';
import { denseShapes } from '../policy/architecture.ts';
import { Random } from '../random/random.ts';
import { DivergenceError } from './divergenceError.ts';
import { Pretraining } from './pretraining.ts';
import { learningRateAt } from './schedule.ts';
import { decodeSnapshot, encodeSnapshot, type SnapshotMetadata } from './snapshot.ts';

/** Ten made-up episodes in which the action is a smooth function of the observation. */
function smallDemonstrations(): Demonstrations {
  const [episodes, length] = [10, 30];
  const random = new Random(1);
  const observations = random.normals(episodes * length * 3);
  const actions = Float32Array.from({ length: episodes * length * 2 }, (_, i) => {
    const row = Math.floor(i / 2);
    return Math.tanh(observations[row * 3 + (i % 2)] - observations[row * 3 + 2]);
  });
  const summary = { seed: 0, length, return: 1, success: true };
  const metadata = {
    scene: 'lift',
    id: 'expert',
    observationSize: 3,
    actionSize: 2,
    command: '',
    seed: 0,
    attempts: episodes,
    successRate: 1,
    meanReturn: 1,
    episodes: Array.from({ length: episodes }, () => summary),
  };
  return { metadata, observations, actions };
}

function smallExperiment(settings: Record<string, number> = {}): Experiment {
  return resolveExperiment({
    'policy.hiddenSize': 16,
    'training.batchSize': 16,
    'training.steps': 60,
    'training.logInterval': 4,
    'representation.interval': 20,
    'optimizer.warmupSteps': 5,
    ...settings,
  });
}

async function advance(training: Pretraining, steps: number): Promise<RunRecord[]> {
  const records: RunRecord[] = [];
  for (let i = 0; i < steps; i++) records.push(...(await training.advance()));
  return records;
}

const losses = (records: RunRecord[]) =>
  records.filter((record): record is TrainingRecord => record.kind === 'training');

describe.each(['cpu', 'wasm'])('on %s', (backend) => {
  beforeAll(async () => {
    expect(await tf.setBackend(backend)).toBe(true);
  });

  test('the same seed gives the same losses bit for bit, another seed does not', async () => {
    const run = async (seed: number) => {
      const training = new Pretraining(smallExperiment({ seed }), smallDemonstrations());
      const records = losses(await advance(training, 20));
      training.dispose();
      return records;
    };
    expect(await run(3)).toEqual(await run(3));
    expect((await run(4))[0].loss).not.toBe((await run(3))[0].loss);
  });

  test('a run continued from its snapshot file matches one that was not stopped, bit for bit', async () => {
    const whole = new Pretraining(smallExperiment(), smallDemonstrations());
    const expected = await advance(whole, 60);
    const first = new Pretraining(smallExperiment(), smallDemonstrations());
    // 23 steps end inside an epoch, inside a log interval and after a change of epoch.
    const before = await advance(first, 23);
    const bytes = encodeSnapshot(await first.snapshot());
    const second = new Pretraining(smallExperiment(), smallDemonstrations(), decodeSnapshot(bytes, 'test'));
    const after = await advance(second, 37);
    expect([...before, ...after]).toEqual(expected);
    expect((await second.snapshot()).weights).toEqual((await whole.snapshot()).weights);
    for (const training of [whole, first, second]) training.dispose();
  });

  test('measuring the representation changes nothing of training, bit for bit', async () => {
    const run = async (interval: number) => {
      const training = new Pretraining(smallExperiment({ 'representation.interval': interval }), smallDemonstrations());
      const records = losses(await advance(training, 40));
      const { weights } = await training.snapshot();
      training.dispose();
      return { records, weights };
    };
    expect(await run(1)).toEqual(await run(1000));
  });

  test('training leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    const training = new Pretraining(smallExperiment(), smallDemonstrations());
    await advance(training, 12);
    const during = tf.memory().numTensors;
    await advance(training, 40);
    expect(tf.memory().numTensors).toBe(during);
    training.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

test('the representation is measured with all instruments, and twice in the same state gives the same numbers', async () => {
  const training = new Pretraining(smallExperiment({ 'policy.conditionSize': 5 }), smallDemonstrations());
  const [record, embedding] = await training.representationRecords();
  expect(await training.representationRecords()).toEqual([record, embedding]);
  if (record.kind !== 'representation' || embedding.kind !== 'embedding') throw new Error('other records');
  const { variances, distances, linearProbeR2, actionGap } = record;
  const pairs = (embedding.count * (embedding.count - 1)) / 2;
  expect(variances).toHaveLength(5);
  expect(distances?.counts.reduce((sum, count) => sum + count, 0)).toBe(pairs);
  // Three numbers through a wide enough random layer can nearly be read back.
  expect(linearProbeR2).toBeGreaterThan(0.8);
  expect(actionGap).toBeGreaterThan(0);
  expect(actionGap).toBeLessThan(2);
  training.dispose();
});

test('a network that sees nothing of the observation leaves a linear probe nothing to read', async () => {
  const training = new Pretraining(smallExperiment(), smallDemonstrations());
  const blind = await training.snapshot();
  const { offset, inputs, outputs } = denseShapes(training.architecture).find(
    ({ name }) => name === 'condition.hidden',
  )!;
  blind.weights.ema.fill(0, offset, offset + inputs * outputs);
  const [record] = await new Pretraining(smallExperiment(), smallDemonstrations(), blind).representationRecords();
  expect(record).toMatchObject({ linearProbeR2: 0, effectiveRank: 1 });
  training.dispose();
});

test('a loss that is not finite stops training and never becomes a snapshot', async () => {
  const training = new Pretraining(smallExperiment({ 'optimizer.learningRate': 0.1 }), smallDemonstrations());
  const good = await training.snapshot();
  good.weights.parameters[0] = Number.POSITIVE_INFINITY;
  const broken = new Pretraining(smallExperiment(), smallDemonstrations(), good);
  await expect(advance(broken, 4)).rejects.toThrow(DivergenceError);
  await expect(broken.snapshot()).rejects.toThrow(DivergenceError);
});

test('a snapshot from before embeddings could be normalised or scaled is continued with neither, and not with one', async () => {
  const training = new Pretraining(smallExperiment(), smallDemonstrations());
  const bytes = encodeSnapshot(await training.snapshot());
  const { kind, version, metadata, arrays } = decodeContainer<SnapshotMetadata>(bytes, 'test', 'snapshot');
  const { conditionNormalization: _, conditionScale: __, ...architecture } = metadata.architecture;
  const older = encodeContainer({ kind, version, arrays, metadata: { ...metadata, architecture } });
  const continued = new Pretraining(smallExperiment(), smallDemonstrations(), decodeSnapshot(older, 'test'));
  expect(continued.architecture).toEqual(training.architecture);
  const scaled = smallExperiment({ 'policy.conditionScale': 2 });
  expect(() => new Pretraining(scaled, smallDemonstrations(), decodeSnapshot(older, 'test'))).toThrow(
    /another network/,
  );
});

test('a snapshot of version 1, which kept its generator and its order of examples, is continued from its step', async () => {
  const training = new Pretraining(smallExperiment(), smallDemonstrations());
  await advance(training, 7);
  const now = encodeSnapshot(await training.snapshot());
  const { kind, metadata, arrays } = decodeContainer<SnapshotMetadata>(now, 'test', 'snapshot');
  const { examples, ...rest } = metadata;
  const older = encodeContainer({
    ...{ kind, version: 1, arrays: { ...arrays, order: new Uint32Array(examples) } },
    metadata: { ...rest, random: { words: [1, 2, 3, 4], spareNormal: null }, epochs: { epoch: 0, cursor: 7 } },
  });
  const continued = new Pretraining(smallExperiment(), smallDemonstrations(), decodeSnapshot(older, 'test'));
  expect(continued.step).toBe(7);
  expect((await continued.snapshot()).weights).toEqual((await training.snapshot()).weights);
});

test('a snapshot of another network is refused', async () => {
  const training = new Pretraining(smallExperiment(), smallDemonstrations());
  const snapshot = await training.snapshot();
  const wider = smallExperiment({ 'policy.hiddenSize': 32 });
  expect(() => new Pretraining(wider, smallDemonstrations(), snapshot)).toThrow(/another network/);
});

test('the learning rate warms up, peaks, and ends at the final rate', () => {
  const experiment = smallExperiment({ 'training.steps': 100, 'optimizer.warmupSteps': 10 });
  expect(learningRateAt(0, experiment)).toBeCloseTo(1e-3 / 11);
  expect(learningRateAt(10, experiment)).toBeCloseTo(1e-3);
  expect(learningRateAt(55, experiment)).toBeCloseTo((1e-3 + 1e-5) / 2);
  expect(learningRateAt(100, experiment)).toBeCloseTo(1e-5);
});
