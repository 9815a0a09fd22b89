import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect } from 'vitest';
import { testDispersiveLosses } from '../src/core/objectives/dispersive/lossTests.ts';
import { startBackend } from './tensorBackend.ts';

// The losses alone: `backends.test.ts` takes whole training steps with them. A real adapter, SwiftShader's where there is no GPU. Where there is none at all this fails.
describe('on webgpu', () => {
  beforeAll(async () => {
    const { adapter } = await startBackend('webgpu');
    expect(adapter).toBeTruthy();
    expect(tf.getBackend()).toBe('webgpu');
  });
  testDispersiveLosses();
});
