import '@tensorflow/tfjs-backend-wasm';
import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { decodeDemonstrations } from '../data/demonstrations.ts';
import { type ExperimentInput, resolveExperiment } from '../experiment/experiment.ts';
import type { RunRecord } from '../experiment/records.ts';
import { drawExamples, drawKeys } from '../objectives/draws.ts';
import { Pretraining } from './pretraining.ts';

const demonstrations = decodeDemonstrations(
  new Uint8Array(readFileSync('public/demonstrations/lift-expert.demo')),
  'lift-expert.demo',
);

function begin(changes: ExperimentInput = {}): Pretraining {
  const small = {
    ...{ seed: 4, 'policy.hiddenSize': 16, 'training.batchSize': 16, 'training.steps': 30, 'training.logInterval': 1 },
    ...{ 'representation.interval': 10, 'representation.probeSize': 32, 'optimizer.warmupSteps': 5 },
  };
  return new Pretraining(resolveExperiment({ ...small, ...changes }), demonstrations);
}

/** Trains two runs in turns, as two workers do beside each other. @returns the records of each */
async function trainBeside(a: Pretraining, b: Pretraining, steps: number): Promise<[RunRecord[], RunRecord[]]> {
  const [ofA, ofB]: [RunRecord[], RunRecord[]] = [await a.representationRecords(), await b.representationRecords()];
  for (let step = 0; step < steps; step++) {
    ofA.push(...(await a.advance()));
    ofB.push(...(await b.advance()));
  }
  return [ofA, ofB];
}

beforeAll(async () => {
  await tf.setBackend('wasm');
});

test('two runs side by side that differ in nothing record the same numbers, bit for bit', async () => {
  const [a, b] = [begin(), begin()];
  const [ofA, ofB] = await trainBeside(a, b, 20);
  expect(ofA.filter(({ kind }) => kind === 'training')).toHaveLength(20);
  expect(ofB).toEqual(ofA);
  const [endOfA, endOfB] = [await a.snapshot(), await b.snapshot()];
  expect(endOfB.weights).toEqual(endOfA.weights);
  for (const run of [a, b]) run.dispose();
});

test('two runs that differ in the dispersive weight alone begin with the same weights, and see the same batches and noise', async () => {
  const [a, b] = [begin({ 'dispersive.weight': 0 }), begin({ 'dispersive.weight': 0.5 })];
  const [startOfA, startOfB] = [await a.snapshot(), await b.snapshot()];
  expect(startOfB.weights).toEqual(startOfA.weights);

  const [ofA, ofB] = await trainBeside(a, b, 20);
  const first = (records: RunRecord[]) => records.find((record) => record.kind === 'training')!;
  // Before the first update nothing but the weights, the batch and the noise decides the velocity loss.
  expect(first(ofB).velocityLoss).toBe(first(ofA).velocityLoss);
  expect(first(ofB).loss).not.toBe(first(ofA).loss);

  const [endOfA, endOfB] = [await a.snapshot(), await b.snapshot()];
  expect(endOfB.weights.parameters).not.toEqual(endOfA.weights.parameters);
  for (const run of [a, b]) run.dispose();
});

test('another seed begins with other weights and sees other batches', async () => {
  const [a, b] = [begin(), begin({ seed: 5 })];
  const [startOfA, startOfB] = [await a.snapshot(), await b.snapshot()];
  expect(startOfB.weights.parameters).not.toEqual(startOfA.weights.parameters);
  const rowsOf = ({ experiment, dataset }: Pretraining) =>
    drawExamples(drawKeys(experiment.seed), 0, experiment['training.batchSize'], dataset.count);
  expect(rowsOf(b)).not.toEqual(rowsOf(a));
  for (const run of [a, b]) run.dispose();
});
