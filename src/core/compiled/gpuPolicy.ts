/** @file A policy on a GPU, compiled: for many robots and many steps at once. */
import { chunkLength } from '../policy/architecture.ts';
import type { DisposablePolicy } from '../policy/chunkPolicy.ts';
import type { PolicyFile, PolicyMetadata } from '../policy/policyFile.ts';
import { toNetwork, toScene } from '../policy/policyUnits.ts';
import { CompiledNetwork } from './compiledNetwork.ts';
import { webGpuMachines } from './webgpu/webGpuTrainingMachine.ts';

export class GpuPolicy implements DisposablePolicy {
  readonly metadata: PolicyMetadata;
  private readonly network: CompiledNetwork;

  constructor(device: GPUDevice, { metadata, parameters }: PolicyFile) {
    this.metadata = metadata;
    this.network = new CompiledNetwork(webGpuMachines(device), metadata.architecture);
    this.network.setParameters(parameters);
  }

  get actionHorizon(): number {
    return this.metadata.architecture.actionHorizon;
  }

  get actionSize(): number {
    return this.metadata.architecture.actionSize;
  }

  /** @throws Error where the device was lost */
  async sample(observations: Float32Array, noise: Float32Array, steps: number): Promise<Float32Array> {
    const count = noise.length / chunkLength(this.metadata.architecture);
    const input = toNetwork(this.metadata, observations);
    return toScene(this.metadata, await this.network.sample(input, noise, count, steps));
  }

  dispose(): void {
    this.network.dispose();
  }
}
