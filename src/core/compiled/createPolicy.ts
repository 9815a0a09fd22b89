/** @file The policy that acts: compiled, or in tensor operations where plain JavaScript is all there is. */
import type { DisposablePolicy } from '../policy/chunkPolicy.ts';
import type { PolicyFile } from '../policy/policyFile.ts';
import { currentBackend } from '../policy/tensorBackend.ts';
import { TensorPolicy } from '../policy/tensorPolicy.ts';
import { CpuPolicy } from './cpuPolicy.ts';

export function createPolicy(file: PolicyFile): DisposablePolicy {
  return currentBackend() === 'cpu' ? new TensorPolicy(file) : new CpuPolicy(file);
}
