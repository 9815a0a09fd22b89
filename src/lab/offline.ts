/**
 * @file Working without a network: how much of the lab is stored in this browser, whether there is a network, and a
 * newer version, which waits until no run trains.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ServiceWorkerClient } from '../workers/offline/client.ts';
import type { LabState } from './labState.ts';
import type { Office } from './office.ts';

export interface OfflineState {
  /** Absent: this browser or this address cannot store the lab, or it is being developed. */
  readonly phase: 'absent' | 'pending' | 'storing' | 'ready' | 'failed';
  readonly storedBytes: number;
  readonly totalBytes: number;
  readonly isOnline: boolean;
  /** A newer version is stored and waits to take over. */
  readonly hasUpdate: boolean;
  /** Why the lab could not be stored */
  readonly problem: string | null;
}

export interface OfflineOptions {
  /** Null where there is no service worker to be had */
  readonly serviceWorker: Pick<ServiceWorkerClient, 'register' | 'takeOver' | 'lookForUpdate'> | null;
  readonly lab: StoreApi<LabState>;
  readonly office: Office;
  /** The window: where a lost network, and a page that is looked at again, are told */
  readonly page: Pick<Window, 'addEventListener' | 'navigator' | 'location'>;
}

const updateInterval = 60 * 60 * 1000;

export class Offline {
  readonly store: StoreApi<OfflineState>;
  private offer: number | null = null;
  private isReloading = false;
  private lastLook = 0;

  constructor(private readonly options: OfflineOptions) {
    const { serviceWorker, page } = options;
    this.store = createStore(() => ({
      phase: serviceWorker ? 'pending' : 'absent',
      storedBytes: 0,
      totalBytes: 0,
      isOnline: page.navigator.onLine,
      hasUpdate: false,
      problem: null,
    }));
    page.addEventListener('online', () => this.noticeNetwork(true));
    page.addEventListener('offline', () => this.noticeNetwork(false));
    page.addEventListener('focus', () => this.lookForUpdate());
    options.lab.subscribe((state, before) => state.run?.phase !== before.run?.phase && this.offerUpdate());
  }

  /** Stores the lab once the scene moves and the backends are tested: it fetches every file there is. */
  beginWhenSettled(): void {
    const { lab } = this.options;
    const end = lab.subscribe(({ liveStatus, live, backend }) => {
      const hasMoved = liveStatus !== null || live.phase === 'failed';
      if (!hasMoved || (!backend.report && !backend.problem)) return;
      end();
      void this.begin();
    });
  }

  async begin(): Promise<void> {
    const { serviceWorker } = this.options;
    if (!serviceWorker) return;
    try {
      await serviceWorker.register({
        // A version that is stored beside the one in use says nothing yet.
        storing: (report) =>
          this.store.getState().phase !== 'ready' && this.patch({ phase: 'storing', ...pick(report) }),
        stored: (report) => this.patch({ phase: 'ready', ...pick(report) }),
        waiting: () => {
          this.patch({ hasUpdate: true });
          this.offerUpdate();
        },
        replaced: () => this.noticeReplacement(),
      });
    } catch (error) {
      // A first visit that goes offline half-way is no failure of the lab: the next visit stores it.
      this.patch({ phase: 'failed', problem: (error as Error).message });
    }
  }

  /** Lets the newer version take over, and loads it. Refused while any tab trains. */
  async update(): Promise<void> {
    const { office, serviceWorker } = this.options;
    this.isReloading = true;
    const tookOver = await serviceWorker?.takeOver().catch(() => true);
    if (tookOver) return this.reload();
    this.isReloading = false;
    office.notify('Another tab is training, so the new version goes on waiting. Reload when that run has ended.', {
      tone: 'news',
    });
  }

  /** The notice is there exactly while a version waits and this page does not train. */
  private offerUpdate(): void {
    const { lab, office } = this.options;
    const phase = lab.getState().run?.phase;
    const isFree = phase !== 'training' && phase !== 'starting';
    if (this.store.getState().hasUpdate && isFree && this.offer === null) {
      this.offer = office.notify('A new version is ready. Reload to use it.', {
        tone: 'news',
        actions: [{ label: 'Reload', act: () => void this.update() }],
      });
    }
    if (!isFree && this.offer !== null) {
      const { offer } = this;
      this.offer = null;
      office.dismiss(offer);
    }
  }

  private noticeReplacement(): void {
    if (this.isReloading) return;
    this.options.office.notify('Another tab has loaded a new version of the lab. Reload this one too.', {
      actions: [{ label: 'Reload', act: () => this.reload() }],
    });
  }

  private noticeNetwork(isOnline: boolean): void {
    if (isOnline === this.store.getState().isOnline) return;
    this.patch({ isOnline });
    const { office } = this.options;
    const isStored = this.store.getState().phase === 'ready';
    if (isOnline) {
      office.announce('You are online again.');
      return;
    }
    office.notify(
      isStored
        ? 'You are offline: everything here keeps working.'
        : 'You are offline: what is open keeps working, but the lab is not stored in this browser yet, so do not reload.',
      { tone: 'news' },
    );
  }

  private lookForUpdate(): void {
    const now = Date.now();
    if (now - this.lastLook < updateInterval) return;
    this.lastLook = now;
    void this.options.serviceWorker?.lookForUpdate();
  }

  private reload(): void {
    this.isReloading = true;
    this.options.page.location.reload();
  }

  private patch(change: Partial<OfflineState>): void {
    this.store.setState(change);
  }
}

function pick({ storedBytes, totalBytes }: { storedBytes: number; totalBytes: number }) {
  return { storedBytes, totalBytes };
}
