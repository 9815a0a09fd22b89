/** @file The buffers of one machine: made, filled, read and destroyed. */
import type { Submissions } from './submissions.ts';

/** Why a device is lost, once it is. One for all machines of a device: its promise would keep each of them alive. */
interface Fate {
  lost: string | null;
}

const fates = new WeakMap<GPUDevice, Fate>();

function fateOf(device: GPUDevice): Fate {
  const known = fates.get(device);
  if (known) return known;
  const fate: Fate = { lost: null };
  fates.set(device, fate);
  device.lost.then(({ message, reason }) => {
    fate.lost = message || reason;
  });
  return fate;
}

export class DeviceMemory {
  private readonly buffers: GPUBuffer[] = [];
  private readonly fate: Fate;
  private refusal: string | null = null;
  /** Where rows land that are then put in their places */
  private landing: GPUBuffer | null = null;

  constructor(
    private readonly device: GPUDevice,
    private readonly submissions: Submissions,
  ) {
    this.fate = fateOf(device);
  }

  /** Of all buffers */
  get bytes(): number {
    return this.buffers.reduce((sum, { size }) => sum + size, 0);
  }

  /** Why nothing can be read any more, or null */
  get failure(): string | null {
    return this.fate.lost === null ? this.refusal : `the GPU was lost: ${this.fate.lost}`;
  }

  /** Every read throws from now on. */
  fail(reason: string): void {
    this.refusal ??= reason;
  }

  /**
   * @param name what the person who has too small a GPU calls it @param size bytes
   * @throws Error where the device has no buffer of that size
   */
  create(name: string, size: number): GPUBuffer {
    const { maxStorageBufferBindingSize, maxBufferSize } = this.device.limits;
    const limit = Math.min(maxStorageBufferBindingSize, maxBufferSize);
    if (size > limit) {
      const [needed, most] = [Math.ceil(size / 2 ** 20), Math.floor(limit / 2 ** 20)];
      throw new Error(
        `the ${name} takes ${needed} MiB in one buffer and this GPU allows ${most} MiB: take a smaller network or batch`,
      );
    }
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC;
    const buffer = this.device.createBuffer({ label: name, size, usage });
    this.buffers.push(buffer);
    return buffer;
  }

  /** @param start in bytes */
  write(buffer: GPUBuffer, start: number, values: Float32Array | Uint32Array): void {
    // What was recorded before still means the numbers before.
    this.submissions.submit();
    this.device.queue.writeBuffer(buffer, start, values as Float32Array<ArrayBuffer>);
  }

  /**
   * Writes rows with other numbers between them: all at once, since each writing costs a queue more than a copy.
   * @param start of the first row in the buffer, and from each to the next, in bytes
   * @param rows of `width` numbers each, one behind the other
   */
  writeRows(buffer: GPUBuffer, start: number, stride: number, rows: Float32Array, width: number): void {
    this.landing =
      this.landing && this.landing.size >= rows.byteLength ? this.landing : this.create('rows', rows.byteLength);
    this.write(this.landing, 0, rows);
    const { copies } = this.submissions;
    for (let row = 0; row * width < rows.length; row++) {
      copies.copyBufferToBuffer(this.landing, 4 * row * width, buffer, start + row * stride, 4 * width);
    }
    this.submissions.submit();
  }

  /** Submits what was recorded, then reads. @param start, size in bytes @throws Error where the device was lost */
  async read(buffer: GPUBuffer, start: number, size: number): Promise<Float32Array> {
    const staging = this.device.createBuffer({ size, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ });
    this.submissions.copies.copyBufferToBuffer(buffer, start, staging, 0, size);
    this.submissions.submit();
    try {
      await staging.mapAsync(GPUMapMode.READ);
      // A device that is lost may map zeros.
      if (this.failure === null) return new Float32Array(staging.getMappedRange().slice(0));
    } catch (error) {
      this.fail(`the GPU was lost: ${error instanceof Error ? error.message : error}`);
    } finally {
      staging.destroy();
    }
    throw new Error(this.failure!);
  }

  /** One buffer for all tables. @returns the span of each */
  createTables(tables: readonly Uint32Array[]): GPUBufferBinding[] {
    const alignment = this.device.limits.minStorageBufferOffsetAlignment;
    let end = 0;
    const starts = tables.map(({ byteLength }) => {
      const start = end;
      end = Math.ceil((start + byteLength) / alignment) * alignment;
      return start;
    });
    const joined = new Uint32Array(end / 4);
    tables.forEach((table, i) => {
      joined.set(table, starts[i] / 4);
    });
    const buffer = this.create('list of jobs', joined.byteLength);
    this.write(buffer, 0, joined);
    return tables.map(({ byteLength: size }, i) => ({ buffer, offset: starts[i], size }));
  }

  destroy(): void {
    for (const buffer of this.buffers) buffer.destroy();
  }
}
