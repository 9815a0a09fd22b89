/** @file Puts policies to work where they act fastest: on the CPU, or on the GPU where that is worth the way there. */
import { chunkLength } from '../policy/architecture.ts';
import type { DisposablePolicy } from '../policy/chunkPolicy.ts';
import type { PolicyFile } from '../policy/policyFile.ts';
import { currentBackend, currentDevice } from '../policy/tensorBackend.ts';
import { TensorPolicy } from '../policy/tensorPolicy.ts';
import { CpuPolicy } from './cpuPolicy.ts';
import { GpuPolicy } from './gpuPolicy.ts';

/** Denoising steps by which the two are timed: between one, which is all transfer on a GPU, and the most that are asked. */
const timedSteps = 8;
/** The CPU is left for a GPU that is clearly faster: near a draw, chance would decide which of them rounds. */
const clearly = 2;

export class Actors {
  private place: 'cpu' | 'gpu' | null = null;

  /**
   * @param rows observations that a call usually brings
   * @param now milliseconds of a clock
   */
  constructor(
    private readonly rows: number,
    private readonly now: () => number,
  ) {}

  /** A policy ready to act. Where is measured with the first, and holds for all that follow. */
  async create(file: PolicyFile): Promise<DisposablePolicy> {
    if (currentBackend() === 'cpu') return new TensorPolicy(file);
    const device = currentDevice();
    if (!device) return new CpuPolicy(file);
    this.place ??= await this.fasterPlace(file, device);
    return this.place === 'cpu' ? new CpuPolicy(file) : new GpuPolicy(device, file);
  }

  private async fasterPlace(file: PolicyFile, device: GPUDevice): Promise<'cpu' | 'gpu'> {
    const [onCpu, onGpu] = [new CpuPolicy(file), new GpuPolicy(device, file)];
    try {
      const cpu = await this.time(onCpu, file);
      const gpu = await this.time(onGpu, file);
      return clearly * gpu < cpu ? 'gpu' : 'cpu';
    } finally {
      onCpu.dispose();
      onGpu.dispose();
    }
  }

  /** Milliseconds of a call, the better of two after one that compiles. */
  private async time(policy: DisposablePolicy, { metadata }: PolicyFile): Promise<number> {
    const observations = new Float32Array(this.rows * metadata.architecture.observationSize);
    const noise = new Float32Array(this.rows * chunkLength(metadata.architecture));
    await policy.sample(observations, noise, 1);
    let best = Number.POSITIVE_INFINITY;
    for (let call = 0; call < 2; call++) {
      const start = this.now();
      await policy.sample(observations, noise, timedSteps);
      best = Math.min(best, this.now() - start);
    }
    return best;
  }
}
