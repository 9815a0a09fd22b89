/** @file The page's side of its service worker: registered once, asked what it stores, told when to take over. */
import type { StoredReport, StoringNews, TakeOverAnswer, ToServiceWorker } from './protocol.ts';

export interface ServiceWorkerListener {
  /** A version is being stored: the first, or one that will wait. */
  storing(report: StoredReport): void;
  /** Everything of the version that serves this page is stored. */
  stored(report: StoredReport): void;
  /** A newer version is stored, and waits. */
  waiting(): void;
  /** Another version serves this page from now on. */
  replaced(): void;
}

export class ServiceWorkerClient {
  private registration: ServiceWorkerRegistration | null = null;

  constructor(
    private readonly container: ServiceWorkerContainer,
    private readonly script: URL,
  ) {}

  /** @throws Error where the browser does not allow it, or the first version could not be stored */
  async register(listener: ServiceWorkerListener): Promise<void> {
    const hadOne = this.container.controller !== null;
    this.container.addEventListener('message', (event) => {
      const news = event.data as StoringNews;
      if (news.type === 'storing') listener.storing(news);
    });
    let isFirst = !hadOne;
    this.container.addEventListener('controllerchange', () => {
      // The first version takes over the page that it was stored for.
      if (!isFirst) listener.replaced();
      isFirst = false;
    });

    // A browser that is told to block service workers may answer with nothing.
    const registration: ServiceWorkerRegistration | undefined = await this.container.register(this.script, {
      updateViaCache: 'none',
    });
    if (!registration) throw new Error('this browser blocks service workers');
    this.registration = registration;
    if (registration.waiting && registration.active) listener.waiting();
    registration.addEventListener('updatefound', () => this.follow(registration.installing, listener));
    if (!registration.active) await settled(registration.installing ?? registration.waiting);
    else this.follow(registration.installing, listener);
    listener.stored(await this.ask<StoredReport>(registration.active, { type: 'report' }));
  }

  /** Looks for a newer version. Offline there is none. */
  async lookForUpdate(): Promise<void> {
    await this.registration?.update().catch(() => undefined);
  }

  /** @returns false where a tab is training, and the newer version goes on waiting */
  async takeOver(): Promise<boolean> {
    const waiting = this.registration?.waiting ?? null;
    const { tookOver } = await this.ask<TakeOverAnswer>(waiting, { type: 'take-over' });
    return tookOver;
  }

  /** A newer version stands ready where it is installed beside an active one. */
  private follow(worker: ServiceWorker | null, listener: ServiceWorkerListener): void {
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && this.registration?.active) listener.waiting();
    });
  }

  private ask<Answer>(worker: ServiceWorker | null, question: ToServiceWorker): Promise<Answer> {
    if (!worker) return Promise.reject(new Error('There is no stored version to ask.'));
    const { port1, port2 } = new MessageChannel();
    return new Promise((resolve) => {
      port1.onmessage = (event) => {
        port1.close();
        resolve(event.data as Answer);
      };
      worker.postMessage(question, [port2]);
    });
  }
}

/** Resolves when a first version is active. @throws Error where it could not be stored */
function settled(worker: ServiceWorker | null): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (worker?.state === 'activated') resolve();
      if (!worker || worker.state === 'redundant') reject(new Error('not every file of the lab could be stored'));
    };
    worker?.addEventListener('statechange', look);
    look();
  });
}
