/** @file A policy on the CPU, compiled: one robot's next chunk in a few microseconds, or those of many at once. */
import { chunkLength } from '../policy/architecture.ts';
import type { DisposablePolicy } from '../policy/chunkPolicy.ts';
import type { PolicyFile, PolicyMetadata } from '../policy/policyFile.ts';
import { toNetwork, toScene } from '../policy/policyUnits.ts';
import { CompiledNetwork } from './compiledNetwork.ts';
import type { WasmMachine } from './wasm/wasmMachine.ts';
import { wasmMachines } from './wasm/wasmTrainingMachine.ts';

export class CpuPolicy implements DisposablePolicy {
  readonly metadata: PolicyMetadata;
  private readonly network: CompiledNetwork<WasmMachine>;

  /** @throws CompileError where there is no WebAssembly with SIMD */
  constructor({ metadata, parameters }: PolicyFile) {
    this.metadata = metadata;
    this.network = new CompiledNetwork(wasmMachines, metadata.architecture);
    this.network.setParameters(parameters);
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
    const { machine, program } = this.network.draw(toNetwork(this.metadata, observations), noise, count, steps);
    return toScene(this.metadata, machine.readNow(program.chunks, count, size));
  }

  dispose(): void {
    this.network.dispose();
  }
}
