/**
 * @file What a piece of work asks of the GPU: compute dispatches, and bytes that leave the CPU for it.
 *
 * Whoever works on WebGPU, tfjs and jax-js among them, goes through the methods of the same few classes, so these are
 * watched. As uploaded counts what `writeBuffer` writes, and every range that is mapped for writing (at a buffer's
 * creation or by `mapAsync`), whether it holds data or the few numbers that a kernel is told.
 */
export interface DeviceTraffic {
  readonly dispatches: number;
  readonly uploadedBytes: number;
}

/** Of everything on the GPU in this thread, from the start of the work to its end. */
export async function watchDevice(work: () => unknown): Promise<DeviceTraffic> {
  let [dispatches, uploadedBytes] = [0, 0];
  const written = new WeakSet<GPUBuffer>();
  const dispatched = () => {
    dispatches++;
  };
  const watches = [
    watch(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', dispatched),
    watch(GPUComputePassEncoder.prototype, 'dispatchWorkgroupsIndirect', dispatched),
    watch(GPUQueue.prototype, 'writeBuffer', (_, [, , data, first, size]) => {
      uploadedBytes += writtenBytes(data, first, size);
    }),
    watch(GPUDevice.prototype, 'createBuffer', (_, [{ mappedAtCreation }], buffer) => {
      if (mappedAtCreation) written.add(buffer);
    }),
    watch(GPUBuffer.prototype, 'mapAsync', (buffer, [mode]) => {
      if (mode & GPUMapMode.WRITE) written.add(buffer);
    }),
    watch(GPUBuffer.prototype, 'getMappedRange', (buffer, _, range) => {
      if (written.has(buffer)) uploadedBytes += range.byteLength;
    }),
    watch(GPUBuffer.prototype, 'unmap', (buffer) => written.delete(buffer)),
  ];
  try {
    await work();
  } finally {
    for (const putBack of watches) putBack();
  }
  return { dispatches, uploadedBytes };
}

/** Counted in elements where the data is a typed array, else in bytes. */
function writtenBytes(data: GPUAllowSharedBufferSource, first = 0, size?: number): number {
  const element = 'BYTES_PER_ELEMENT' in data ? Number(data.BYTES_PER_ELEMENT) : 1;
  return size === undefined ? data.byteLength - first * element : size * element;
}

type Words<Method> = Method extends (...words: infer Given) => unknown ? Given : never;
type Result<Method> = Method extends (...words: never[]) => infer Given ? Given : never;

/** Tells of each call of a class's method, after it. @returns puts the method back as it was */
function watch<Class extends object, Name extends keyof Class>(
  prototype: Class,
  name: Name,
  see: (self: Class, words: Words<Class[Name]>, result: Result<Class[Name]>) => void,
): () => void {
  const original = prototype[name];
  const call = original as (...words: unknown[]) => Result<Class[Name]>;
  prototype[name] = function (this: Class, ...words: unknown[]) {
    const result = call.apply(this, words);
    see(this, words as Words<Class[Name]>, result);
    return result;
  } as Class[Name];
  return () => {
    prototype[name] = original;
  };
}
