/** @file What is held for computing: tensors of tfjs, and machines of compiled programs. */
import { tensorMemory } from '../policy/tensorBackend.ts';
import { livingMachines } from './livingMachines.ts';

export interface EngineMemory {
  /** Tensors and machines: what must be as many after a run as before it */
  readonly tensors: number;
  readonly tensorBytes: number;
  /** Size of tfjs's own WebAssembly memory; null on other backends */
  readonly wasmBytes: number | null;
}

export function engineMemory(): EngineMemory {
  const { tensors, tensorBytes, wasmBytes } = tensorMemory();
  const { machines, bytes } = livingMachines();
  return { tensors: tensors + machines, tensorBytes: tensorBytes + bytes, wasmBytes };
}
