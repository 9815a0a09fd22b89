/** @file Rule: a key or a signal stops the arm at once, and for good. */

/** Space, q, Ctrl-C, Escape */
const stopKeys: Readonly<Record<string, string>> = {
  ' ': 'space',
  q: 'q',
  Q: 'q',
  '\u0003': 'Ctrl-C',
  '\u001b': 'Escape',
};

/** What there is of a keyboard: `process.stdin`, or any stream of characters */
export interface Keyboard {
  readonly isTTY?: boolean;
  setRawMode?(isRaw: boolean): unknown;
  on(event: 'data', take: (text: Buffer | string) => void): unknown;
  off(event: 'data', take: (text: Buffer | string) => void): unknown;
  resume(): unknown;
  pause(): unknown;
}

export class EmergencyStop {
  /** Who asked for it, in words; null while nobody did */
  reason: string | null = null;
  private readonly listeners: (() => void)[] = [];
  private readonly releases: (() => void)[] = [];

  /** Called once, at the moment of the stop, between two control steps as well. */
  onStop(act: () => void): void {
    if (this.reason) act();
    else this.listeners.push(act);
  }

  press(reason: string): void {
    if (this.reason) return;
    this.reason = reason;
    for (const act of this.listeners) act();
  }

  /** Listens to single keys. */
  listenToKeys(keyboard: Keyboard): void {
    const take = (text: Buffer | string) => {
      const key = [...String(text)].find((each) => each in stopKeys);
      if (key) this.press(`the key ${stopKeys[key]} was pressed`);
    };
    keyboard.setRawMode?.(true);
    keyboard.on('data', take);
    keyboard.resume();
    this.releases.push(() => {
      keyboard.off('data', take);
      keyboard.setRawMode?.(false);
      keyboard.pause();
    });
  }

  /** A second signal, after the arm was told to stop, ends the process: for a runner that hangs. */
  listenToSignals(): void {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      const take = () => {
        if (this.reason) process.exit(1);
        this.press(`the signal ${signal} came`);
      };
      process.on(signal, take);
      this.releases.push(() => process.off(signal, take));
    }
  }

  /** A mistake of this program stops the arm before it ends the run. */
  listenToMistakes(): void {
    const take = (error: Error) => this.press(`the runner made a mistake: ${error?.message ?? error}`);
    process.on('uncaughtException', take);
    process.on('unhandledRejection', take);
    this.releases.push(() => {
      process.off('uncaughtException', take);
      process.off('unhandledRejection', take);
    });
  }

  dispose(): void {
    for (const release of this.releases.splice(0)) release();
  }
}
