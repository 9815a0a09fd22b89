import { expect, test, vi } from 'vitest';
import { DeviceWatch } from './deviceWatch.ts';

function makeDevice() {
  let lose = () => {};
  const lost = new Promise<GPUDeviceLostInfo>((resolve) => {
    lose = () => resolve({ message: 'driver reset', reason: 'unknown' } as GPUDeviceLostInfo);
  });
  return { lost, lose };
}

test('a device that is lost is told once, with the driver’s reason', async () => {
  const onLost = vi.fn();
  const watch = new DeviceWatch(onLost);
  const device = makeDevice();
  watch.watch(device);
  expect(watch.isLost).toBe(false);
  device.lose();
  await device.lost;
  expect(watch.isLost).toBe(true);
  expect(onLost.mock.calls).toEqual([['driver reset']]);
});

test('word of a device that was given up before does not touch the one in use', async () => {
  const onLost = vi.fn();
  const watch = new DeviceWatch(onLost);
  const [first, second] = [makeDevice(), makeDevice()];
  watch.watch(first);
  watch.watch(second);
  first.lose();
  await first.lost;
  expect(watch.isLost).toBe(false);
  expect(onLost).not.toHaveBeenCalled();
});

test('an error that comes a moment before the loss is put down to it, and one on wasm is not', async () => {
  const watch = new DeviceWatch(() => {});
  const device = makeDevice();
  watch.watch(device);
  setTimeout(device.lose, 50);
  expect(await watch.isBehindError()).toBe(true);
  watch.watch(null);
  expect(await watch.isBehindError()).toBe(false);
});
