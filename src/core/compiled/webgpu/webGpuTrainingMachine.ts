/** @file Takes training steps on a GPU: what a step draws, its rates and its losses are all there already, or stay there. */
import type { Job } from '../jobs.ts';
import type { Machines, TrainingData, TrainingMachine } from '../machine.ts';
import { scratchSize } from './dispatches.ts';
import { drawnData } from './draws.ts';
import { type PreparedProgram, WebGpuMachine } from './webGpuMachine.ts';

type Losses = Awaited<ReturnType<TrainingMachine['readLosses']>>;

export class WebGpuTrainingMachine extends WebGpuMachine implements TrainingMachine {
  private readonly program: PreparedProgram;
  private readonly state: GPUBuffer;
  private readonly ring: GPUBuffer;
  /** The step that the GPU believes is next */
  private next = 0;
  /** Steps recorded, and those of them whose losses are on their way here */
  private taken = 0;
  private fetched = 0;
  private losses: Promise<Losses>[] = [];

  /**
   * @param jobs one training step
   * @param keptLosses steps whose losses the GPU keeps before they are fetched
   */
  constructor(
    device: GPUDevice,
    size: number,
    jobs: readonly Job[],
    data: TrainingData,
    now: (() => number) | undefined,
    private readonly keptLosses: number,
  ) {
    super(device, size + scratchSize(jobs), now);
    this.program = this.prepareProgram(jobs, { data, scratch: size });
    this.state = this.buffers.create('step', 8);
    this.ring = this.buffers.create('list of losses', 16 * keptLosses);
    const [dataset, schedule] = [
      this.createFilled('dataset', drawnData(data)),
      this.createFilled('schedule', scheduleOf(data)),
    ];
    this.trainingBindings = device.createBindGroup({
      layout: this.pipelines.layouts.training,
      entries: [this.state, dataset, schedule, this.ring].map((buffer, binding) => ({ binding, resource: { buffer } })),
    });
  }

  step(step: number): void | Promise<void> {
    return this.waiting.call(() => {
      // It counts by itself, so it is told at the start of a run that goes on, and then no more.
      if (step !== this.next) this.buffers.write(this.state, 0, Uint32Array.of(step));
      if (this.taken - this.fetched === this.keptLosses) this.fetchLosses();
      this.record(this.program);
      this.next = step + 1;
      this.taken++;
      return this.submissions.step();
    });
  }

  readLosses(): Promise<Losses> {
    return Promise.resolve(
      this.waiting.call(async () => {
        this.fetchLosses();
        const parts = this.losses;
        this.losses = [];
        return (await Promise.all(parts)).flat();
      }),
    );
  }

  private fetchLosses(): void {
    const count = this.taken - this.fetched;
    if (count === 0) return;
    const first = this.fetched % this.keptLosses;
    this.fetched = this.taken;
    const losses = this.readRing(first, count);
    // Whoever asks for the losses is told.
    losses.catch(() => {});
    this.losses.push(losses);
  }

  private async readRing(first: number, count: number): Promise<Losses> {
    const untilEnd = Math.min(count, this.keptLosses - first);
    const parts = [this.buffers.read(this.ring, 16 * first, 16 * untilEnd)];
    if (untilEnd < count) parts.push(this.buffers.read(this.ring, 0, 16 * (count - untilEnd)));
    return (await Promise.all(parts)).flatMap((values) =>
      Array.from({ length: values.length / 4 }, (_, i) => {
        const [loss, velocityLoss, dispersiveLoss] = values.subarray(4 * i);
        return { loss, velocityLoss, dispersiveLoss };
      }),
    );
  }

  private createFilled(name: string, values: Float32Array): GPUBuffer {
    const buffer = this.buffers.create(name, values.byteLength);
    this.buffers.write(buffer, 0, values);
    return buffer;
  }
}

/** Four numbers for each step of the run. */
function scheduleOf({ rates, experiment }: TrainingData): Float32Array {
  const steps = experiment['training.steps'];
  const schedule = new Float32Array(4 * steps);
  for (let step = 0; step < steps; step++) {
    const { kept, rate, epsilon, drawn } = rates(step);
    schedule.set([kept, rate, epsilon, drawn], 4 * step);
  }
  return schedule;
}

/**
 * @param device whose queue others may use as well, such as tfjs
 * @param now milliseconds of a clock, by which steps are gathered into submissions; without one they are not
 * @param keptLosses steps whose losses may wait on the GPU to be read
 */
export function webGpuMachines(device: GPUDevice, now?: () => number, keptLosses = 4096): Machines<WebGpuMachine> {
  return {
    create: (size) => new WebGpuMachine(device, size, now),
    createTraining: (size, jobs, data) => new WebGpuTrainingMachine(device, size, jobs, data, now, keptLosses),
  };
}
