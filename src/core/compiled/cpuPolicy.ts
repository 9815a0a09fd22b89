/** @file A policy on the CPU, compiled: one robot's next chunk in a few microseconds, or those of many at once. */
import { chunkLength } from '../policy/architecture.ts';
import type { DisposablePolicy } from '../policy/chunkPolicy.ts';
import type { PolicyFile, PolicyMetadata } from '../policy/policyFile.ts';
import { toNetwork, toScene } from '../policy/policyUnits.ts';
import { CpuNetworks, type SharedNetwork } from './cpuNetworks.ts';

export class CpuPolicy implements DisposablePolicy {
  readonly metadata: PolicyMetadata;
  private readonly parameters: Float32Array;
  private readonly shared: SharedNetwork;

  /**
   * @param networks of an owner with many policies, one after the other; one of its own where there are none
   * @throws CompileError where there is no WebAssembly with SIMD
   */
  constructor(
    { metadata, parameters }: PolicyFile,
    private readonly networks = new CpuNetworks(),
  ) {
    this.metadata = metadata;
    this.parameters = parameters;
    this.shared = networks.of(metadata.architecture);
  }

  get actionHorizon(): number {
    return this.metadata.architecture.actionHorizon;
  }

  get actionSize(): number {
    return this.metadata.architecture.actionSize;
  }

  /** At once: no thread and no device is waited for. A row is the same bit for bit, whoever else is in its batch. */
  sample(observations: Float32Array, noise: Float32Array, steps: number): Float32Array {
    const size = chunkLength(this.metadata.architecture);
    const count = noise.length / size;
    const { network } = this.shared;
    if (this.shared.holder !== this) network.setParameters(this.parameters);
    this.shared.holder = this;
    const { machine, program } = network.draw(toNetwork(this.metadata, observations), noise, count, steps);
    return toScene(this.metadata, machine.readNow(program.chunks, count, size));
  }

  /** Frees the memory of the networks that it was given, too: they take some again where it is needed. */
  dispose(): void {
    this.networks.dispose();
  }
}
