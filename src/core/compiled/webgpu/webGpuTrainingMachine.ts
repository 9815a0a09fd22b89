/** @file Takes training steps on a GPU: what a step draws, its rates and its losses are all there already, or stay there. */
import type { Job } from '../jobs.ts';
import type { Machines, TrainingData, TrainingMachine } from '../machine.ts';
import { scratchSize } from './dispatches.ts';
import { drawnData } from './draws.ts';
import { WebGpuMachine } from './webGpuMachine.ts';

type Losses = Awaited<ReturnType<TrainingMachine['readLosses']>>;

/** Steps whose losses the GPU keeps before they are fetched */
const ringSize = 4096;

export class WebGpuTrainingMachine extends WebGpuMachine implements TrainingMachine {
  private readonly program: ReturnType<WebGpuMachine['prepareDispatches']>;
  private readonly state: GPUBuffer;
  private readonly ring: GPUBuffer;
  /** The step that the GPU believes is next */
  private next = 0;
  /** Steps recorded, and those of them whose losses are on their way here */
  private taken = 0;
  private fetched = 0;
  private losses: Promise<Losses>[] = [];

  /** @param jobs one training step */
  constructor(device: GPUDevice, size: number, jobs: readonly Job[], data: TrainingData, now?: () => number) {
    super(device, size + scratchSize(jobs), now);
    this.program = this.prepareDispatches(jobs, { data, scratch: size });
    this.state = this.createBuffer('step', 8);
    this.ring = this.createBuffer('losses', 16 * ringSize, GPUBufferUsage.COPY_SRC);
    const buffers = [
      this.state,
      this.createFilled('dataset', drawnData(data)),
      this.createFilled('schedule', scheduleOf(data)),
      this.ring,
    ];
    this.trainingBindings = device.createBindGroup({
      layout: this.pipelines.layouts.training,
      entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
    });
  }

  step(step: number): void | Promise<void> {
    if (step !== this.next) this.goTo(step);
    if (this.taken - this.fetched === ringSize) this.fetchLosses();
    this.record(this.program);
    this.next = step + 1;
    this.taken++;
    return this.submissions.step();
  }

  async readLosses(): Promise<Losses> {
    this.fetchLosses();
    const parts = this.losses;
    this.losses = [];
    return (await Promise.all(parts)).flat();
  }

  /** Says which step is next: after a resumed run's start, the GPU counts by itself. */
  private goTo(step: number): void {
    this.submissions.submit();
    this.device.queue.writeBuffer(this.state, 0, Uint32Array.of(step));
  }

  private fetchLosses(): void {
    const count = this.taken - this.fetched;
    if (count === 0) return;
    const first = this.fetched % ringSize;
    this.fetched = this.taken;
    const losses = this.readRing(first, count);
    // Whoever asks for the losses is told.
    losses.catch(() => {});
    this.losses.push(losses);
  }

  private async readRing(first: number, count: number): Promise<Losses> {
    const untilEnd = Math.min(count, ringSize - first);
    const parts = [this.readBuffer(this.ring, 16 * first, 16 * untilEnd)];
    if (untilEnd < count) parts.push(this.readBuffer(this.ring, 0, 16 * (count - untilEnd)));
    return (await Promise.all(parts)).flatMap((values) =>
      Array.from({ length: values.length / 4 }, (_, i) => {
        const [loss, velocityLoss, dispersiveLoss] = values.subarray(4 * i);
        return { loss, velocityLoss, dispersiveLoss };
      }),
    );
  }

  private createFilled(name: string, values: Float32Array): GPUBuffer {
    const buffer = this.createBuffer(name, values.byteLength);
    this.device.queue.writeBuffer(buffer, 0, values as Float32Array<ArrayBuffer>);
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
 * @param device whose queue is also used by others, such as tfjs
 * @param now milliseconds of a clock, by which it is given as many steps at once as it can take; one without; without one, every step is submitted by itself
 */
export function webGpuMachines(device: GPUDevice, now?: () => number): Machines<WebGpuMachine> {
  return {
    create: (size) => new WebGpuMachine(device, size, now),
    createTraining: (size, jobs, data) => new WebGpuTrainingMachine(device, size, jobs, data, now),
  };
}
