/** @file Networks on the CPU for one owner's policies: those of one architecture take turns in one memory. */
import type { Architecture } from '../policy/architecture.ts';
import { CompiledNetwork } from './compiledNetwork.ts';
import type { WasmMachine } from './wasm/wasmMachine.ts';
import { wasmMachines } from './wasm/wasmTrainingMachine.ts';

/** A network, and whose parameters are in it. */
export interface SharedNetwork {
  readonly network: CompiledNetwork<WasmMachine>;
  holder: object | null;
}

export class CpuNetworks {
  private readonly networks = new Map<string, SharedNetwork>();

  /** @throws CompileError where there is no WebAssembly with SIMD */
  of(architecture: Architecture): SharedNetwork {
    const key = JSON.stringify(architecture);
    const known = this.networks.get(key);
    if (known) return known;
    const shared = { network: new CompiledNetwork(wasmMachines, architecture), holder: null };
    this.networks.set(key, shared);
    return shared;
  }

  /** Gives their memory back; a policy that still acts takes some again. */
  dispose(): void {
    for (const { network } of this.networks.values()) network.dispose();
  }
}
