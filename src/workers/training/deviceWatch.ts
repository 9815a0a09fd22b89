/**
 * @file Word of a GPU device that is gone.
 *
 * tfjs has no handling of it: its operations go on without an error, and only the next read-back rejects. So the device
 * is watched beside it, and nothing that it computes afterwards is believed.
 */

/** A read-back may reject a moment before the device says that it is lost. */
const graceMilliseconds = 1000;

export class DeviceWatch {
  private lost: Promise<void> | null = null;
  private reason: string | null = null;
  /** Grows with each device: word of an older one, such as of one that was given up on purpose, is ignored. */
  private generation = 0;

  /** @param onLost called once a device, with the driver's reason */
  constructor(private readonly onLost: (reason: string) => void) {}

  get isLost(): boolean {
    return this.reason !== null;
  }

  /** From now on this device counts; null: none does. */
  watch(device: Pick<GPUDevice, 'lost'> | null): void {
    const generation = ++this.generation;
    this.reason = null;
    this.lost =
      device?.lost.then(({ message, reason }) => {
        if (generation !== this.generation) return;
        this.reason = message || reason || 'unknown';
        this.onLost(this.reason);
      }) ?? null;
  }

  /** Whether the device is the likely cause of an error that was just seen. */
  async isBehindError(): Promise<boolean> {
    if (!this.lost) return false;
    const grace = new Promise<void>((resolve) => setTimeout(resolve, graceMilliseconds));
    await Promise.race([this.lost, grace]);
    return this.isLost;
  }
}
