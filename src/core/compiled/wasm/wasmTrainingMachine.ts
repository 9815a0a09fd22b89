/** @file Takes training steps on the CPU. */
import { type DrawKeys, drawBatch, drawExamples, drawKeys } from '../../objectives/draws.ts';
import { timeFrequencies } from '../../policy/architecture.ts';
import type { Draw, Job, Optimise, VelocityError } from '../jobs.ts';
import type { Machines, TrainingData, TrainingMachine } from '../machine.ts';
import type { Matrix } from '../matrix.ts';
import { disperse } from './dispersion.ts';
import { type Run, writeSinusoid, writeSinusoidSlope } from './rowJobs.ts';
import { WasmMachine } from './wasmMachine.ts';

interface Losses {
  readonly loss: number;
  readonly velocityLoss: number;
  readonly dispersiveLoss: number;
}

export class WasmTrainingMachine extends WasmMachine implements TrainingMachine {
  private readonly keys: DrawKeys;
  private readonly program: Run;
  private current = 0;
  private losses: Losses[] = [];

  constructor(
    size: number,
    jobs: readonly Job[],
    private readonly data: TrainingData,
  ) {
    super(size);
    this.keys = drawKeys(data.experiment.seed);
    this.program = this.prepare(jobs);
  }

  step(step: number): void {
    this.current = step;
    this.program(Number.POSITIVE_INFINITY);
  }

  async readLosses(): Promise<Losses[]> {
    const read = this.losses;
    this.losses = [];
    return read;
  }

  protected override prepareJob(job: Job): Run {
    switch (job.kind) {
      case 'draw':
        return this.draw(job);
      case 'velocityError':
        return () => this.velocityError(job);
      case 'disperse':
        return disperse(this.memory, job);
      case 'optimise':
        return () => this.optimise(job);
      default:
        return super.prepareJob(job);
    }
  }

  private draw(job: Draw): Run {
    const frequencies = timeFrequencies(job.timeEmbeddingSize);
    return () => this.drawStep(job, frequencies);
  }

  private drawStep(job: Draw, frequencies: Float32Array): void {
    const { data, keys, current } = this;
    const { floats } = this.memory;
    const { batch, moving, chunkSize, observationSize } = job;
    const { noise, t, r } = drawBatch(keys, current, batch, chunkSize, data.experiment);
    const examples = drawExamples(keys, current, batch, data.count);
    const at = (matrix: Matrix, row: number) => this.rowIndex(matrix, row);
    const all = job.observations.rows;
    for (let row = 0; row < all; row++) {
      // Beyond the batch stand its moving rows again, at r = t.
      const sample = row < batch ? row : row - moving;
      const example = examples[sample];
      const first = example * observationSize;
      floats.set(data.observations.subarray(first, first + observationSize), at(job.observations, row));
      writeSinusoid(floats, at(job.time, row), t[sample], frequencies);
      writeSinusoid(floats, at(job.reference, row), row < batch ? r[sample] : t[sample], frequencies);
      const [z, velocity] = [at(job.z, row), at(job.velocity, sample)];
      for (let i = 0; i < chunkSize; i++) {
        const action = data.chunks[example * chunkSize + i];
        const v = Math.fround(noise[sample * chunkSize + i] - action);
        floats[z + i] = action + Math.fround(t[sample] * v);
        floats[velocity + i] = v;
      }
      floats[at(job.interval, sample)] = t[sample] - r[sample];
    }
    const { timeTangent, direction } = job;
    for (let row = 0; row < moving; row++) {
      const sample = batch - moving + row;
      writeSinusoidSlope(floats, at(timeTangent!, row), t[sample], frequencies);
      if (!direction) continue;
      const from = at(job.velocity, sample);
      floats.copyWithin(at(direction, row), from, from + chunkSize);
    }
  }

  private velocityError({ batch, chunkSize, value, tangent, velocity, interval, gradient, rowErrors }: VelocityError) {
    const { floats } = this.memory;
    const at = (matrix: Matrix, row: number) => this.rowIndex(matrix, row);
    const errors = at(rowErrors, 0);
    const still = batch - (tangent?.rows ?? 0);
    const scale = 2 / (batch * chunkSize);
    for (let row = 0; row < batch; row++) {
      const [u, v, out] = [at(value, row), at(velocity, row), at(gradient, row)];
      const moved = row >= still && tangent ? at(tangent, row - still) : -1;
      const span = floats[at(interval, row)];
      let sum = 0;
      for (let i = 0; i < chunkSize; i++) {
        const correction = moved < 0 ? 0 : span * floats[moved + i];
        const error = floats[u + i] + correction - floats[v + i];
        sum += error * error;
        floats[out + i] = scale * error;
      }
      floats[errors + row] = sum;
    }
  }

  private rowIndex(matrix: Matrix, row: number): number {
    return this.memory.index(matrix) + row * matrix.stride;
  }

  private optimise(job: Optimise): void {
    const { memory, data, current } = this;
    const { parameters, gradient, firstMoment, secondMoment, ema } = job;
    const addresses = [parameters, gradient, firstMoment, secondMoment, ema].map((vector) => memory.address(vector));
    const { kept, rate, epsilon, drawn } = data.rates(current);
    memory.kernels.adamW(...addresses, parameters.columns, kept, rate, epsilon, drawn);
    this.losses.push(this.lossesOf(job));
  }

  private lossesOf({ rowErrors, numbers, dispersion }: Optimise): Losses {
    const { memory } = this;
    const start = memory.index(rowErrors);
    const velocityLoss =
      memory.floats.subarray(start, start + rowErrors.columns).reduce((sum, e) => sum + e, 0) / numbers;
    if (!dispersion) return { loss: velocityLoss, velocityLoss, dispersiveLoss: 0 };
    const dispersiveLoss = memory.floats[memory.index(dispersion.loss)];
    const { weight } = dispersion;
    return { loss: weight === 0 ? velocityLoss : velocityLoss + weight * dispersiveLoss, velocityLoss, dispersiveLoss };
  }
}

export const wasmMachines: Machines<WasmMachine> = {
  create: (size) => new WasmMachine(size),
  createTraining: (size, jobs, data) => new WasmTrainingMachine(size, jobs, data),
};
