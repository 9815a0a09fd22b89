import { beforeAll } from 'vitest';
import { testProducts } from '../src/core/compiled/productTests.ts';
import { webGpuMachines } from '../src/core/compiled/webgpu/webGpuTrainingMachine.ts';
import { currentDevice } from '../src/core/policy/tensorBackend.ts';
import { startBackend } from './tensorBackend.ts';

beforeAll(async () => {
  await startBackend('webgpu');
});

testProducts(() => webGpuMachines(currentDevice()!));
