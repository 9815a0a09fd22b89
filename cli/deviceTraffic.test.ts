import { beforeAll, expect, test } from 'vitest';
import { watchDevice } from '../src/core/board/deviceTraffic.ts';
import { provideWebGpu } from './tensorBackend.ts';

let device: GPUDevice;

beforeAll(async () => {
  await provideWebGpu();
  const adapter = await navigator.gpu.requestAdapter();
  device = await adapter!.requestDevice();
});

test('bytes are counted where the CPU writes them, however it does, and reading back counts nothing', async () => {
  const { STORAGE, COPY_DST, COPY_SRC, MAP_READ, MAP_WRITE } = GPUBufferUsage;
  const storage = device.createBuffer({ size: 64, usage: STORAGE | COPY_DST | COPY_SRC });
  const staging = device.createBuffer({ size: 32, usage: MAP_WRITE | COPY_SRC });
  const readBack = device.createBuffer({ size: 64, usage: MAP_READ | COPY_DST });
  const traffic = await watchDevice(async () => {
    device.queue.writeBuffer(storage, 0, new Float32Array(16));
    // Offset and size count elements here: 8 bytes.
    device.queue.writeBuffer(storage, 0, new Float32Array(16), 4, 2);
    const made = device.createBuffer({ size: 16, usage: STORAGE, mappedAtCreation: true });
    made.getMappedRange();
    made.unmap();
    await staging.mapAsync(GPUMapMode.WRITE);
    staging.getMappedRange(0, 24);
    staging.unmap();
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(storage, 0, readBack, 0, 64);
    device.queue.submit([encoder.finish()]);
    await readBack.mapAsync(GPUMapMode.READ);
    readBack.getMappedRange();
    readBack.unmap();
  });
  expect(traffic).toEqual({ dispatches: 0, uploadedBytes: 64 + 8 + 16 + 24 });
});

test('every dispatch is counted while the work lasts, and none after it', async () => {
  const module = device.createShaderModule({ code: '@compute @workgroup_size(1) fn main() {}' });
  const pipeline = device.createComputePipeline({ layout: 'auto', compute: { module } });
  const dispatch = (times: number) => {
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    for (let i = 0; i < times; i++) pass.dispatchWorkgroups(1);
    pass.end();
    device.queue.submit([encoder.finish()]);
  };
  const original = GPUComputePassEncoder.prototype.dispatchWorkgroups;
  const traffic = await watchDevice(() => dispatch(3));
  expect(traffic).toEqual({ dispatches: 3, uploadedBytes: 0 });
  expect(GPUComputePassEncoder.prototype.dispatchWorkgroups).toBe(original);
});
