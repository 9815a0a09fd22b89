/**
 * @file Notices a worker that hangs or vanished without an error event (an out-of-memory kill sends none).
 *
 * It counts beats that went unheard instead of reading a clock: where this side itself stood still for a while (a long
 * task, a frozen tab, a laptop asleep), a clock would blame the worker for it.
 */

export interface HeartbeatOptions {
  /** Seconds between pings */
  readonly intervalSeconds?: number;
  /** Seconds without a sign of life after which the worker counts as dead */
  readonly timeoutSeconds?: number;
  /** The same before the first sign of life, while its code is still being fetched */
  readonly startupSeconds?: number;
}

export class Heartbeat {
  private readonly timer: ReturnType<typeof setInterval>;
  private isHeard = false;
  private unheardBeats = 0;
  private patienceSeconds: number;

  /** @param onSilence called once, with the seconds that went by unheard */
  constructor(
    ping: () => void,
    onSilence: (seconds: number) => void,
    { intervalSeconds = 1, timeoutSeconds = 10, startupSeconds = 60 }: HeartbeatOptions = {},
  ) {
    this.patienceSeconds = timeoutSeconds;
    ping();
    this.timer = setInterval(() => {
      const patience = this.isHeard ? this.patienceSeconds : startupSeconds;
      this.unheardBeats += 1;
      const seconds = this.unheardBeats * intervalSeconds;
      if (seconds < patience) {
        ping();
      } else {
        this.stop();
        onSilence(seconds);
      }
    }, intervalSeconds * 1000);
    // In node, watching a worker is no reason for a finished program to stay.
    (this.timer as { unref?: () => void }).unref?.();
  }

  /** Any message counts as a sign of life, not the answer to a ping alone. */
  hear(): void {
    this.isHeard = true;
    this.unheardBeats = 0;
  }

  /** The worker may be silent for so many seconds from now on. */
  allow(seconds: number): void {
    this.patienceSeconds = seconds;
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
