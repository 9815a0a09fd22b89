/** @file What every part of the lab may say to the page, beside its own state. */
import type { StoreApi } from 'zustand/vanilla';
import type { LabState, Notice, NoticeAction } from './labState.ts';

export interface NoticeOptions {
  readonly tone?: Notice['tone'];
  readonly actions?: readonly NoticeAction[];
}

/** What those who work in the lab may say */
export type Voice = Pick<Office, 'notify' | 'announce' | 'attempt'>;

const longestLog = 50;

export class Office {
  private lastNotice = 0;
  /** What was said last, oldest first, for a report of something that went wrong */
  readonly log: string[] = [];

  constructor(private readonly store: StoreApi<LabState>) {}

  /** Shows a message until it is dismissed: what happened, what was kept, one thing to do. @returns its id */
  notify(message: string, { tone = 'problem', actions = [] }: NoticeOptions = {}): number {
    this.keep(message);
    const notice: Notice = { id: ++this.lastNotice, message, tone, actions };
    this.store.setState({ notices: [...this.store.getState().notices, notice], announcement: message });
    return notice.id;
  }

  dismiss(id: number): void {
    this.store.setState({ notices: this.store.getState().notices.filter((notice) => notice.id !== id) });
  }

  /** Says a change of state to screen readers, politely; nothing is shown. */
  announce(announcement: string): void {
    this.keep(announcement);
    this.store.setState({ announcement });
  }

  /**
   * Waits for something that a person asked for, and shows what went wrong with it. Never rejects.
   * @param prefix before what went wrong: whose it is
   */
  async attempt(action: Promise<unknown>, prefix = ''): Promise<void> {
    try {
      await action;
    } catch (error) {
      // Whoever replaces a dead worker says so, and says what became of its work.
      if ((error as Error).name === 'WorkerDiedError') return;
      this.notify(prefix + (error as Error).message);
    }
  }

  private keep(message: string): void {
    this.log.push(message);
    if (this.log.length > longestLog) this.log.shift();
  }
}

/** The same office, told first whose news it is. @param prefix asked for each time; empty where it goes without saying */
export function voiceOf(office: Office, prefix: () => string): Voice {
  return {
    notify: (message, options) => office.notify(prefix() + message, options),
    announce: (message) => office.announce(prefix() + message),
    attempt: (action) => office.attempt(action, prefix()),
  };
}
