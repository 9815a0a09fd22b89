/**
 * @file The service worker: keeps the whole lab in the browser, so that it works without a network.
 *
 * A version is stored whole before it can be used, and never swapped under a page: a new one waits until the page asks
 * for it or its last tab is closed. Responses are kept with their headers, the physics worker's own policy among them.
 */
import { addPlugins, cleanupOutdatedCaches, getCacheKeyForURL, precacheAndRoute } from 'workbox-precaching';
import type { SiteFile, StoredReport, StoringNews, TakeOverAnswer, ToServiceWorker } from './protocol.ts';

declare const self: ServiceWorkerGlobalScope;
/** Written by the build: scripts/site/serviceWorker.ts */
declare const SITE_FILES: readonly SiteFile[];

/** The lock that a tab holds while it trains: src/lab/trainingLock.ts */
const trainingLock = 'onestep-lab-training';

const sizes = new Map(SITE_FILES.map(({ url, bytes }) => [new URL(url, self.registration.scope).href, bytes]));
const totalBytes = sum(sizes.values());
let storedBytes = 0;

addPlugins([
  {
    async cacheDidUpdate({ request }) {
      const { origin, pathname } = new URL(request.url);
      storedBytes += sizes.get(origin + pathname) ?? 0;
      await tellTabs({ type: 'storing', storedBytes, totalBytes });
    },
  },
]);
precacheAndRoute(
  SITE_FILES.map(({ url, revision }) => ({ url, revision: isHashed(url) ? null : revision })),
  { directoryIndex: 'index.html', ignoreURLParametersMatching: [/./] },
);
cleanupOutdatedCaches();

// The first visit is served from here too as soon as everything is stored: its later parts then load offline.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('message', (event) => {
  const { type } = event.data as ToServiceWorker;
  const answer = type === 'report' ? report() : takeOver();
  event.waitUntil(answer.then((value) => event.ports[0]?.postMessage(value)));
});

/** Counts what is really there: a browser may have thrown some of it away. */
async function report(): Promise<StoredReport> {
  const stored = await Promise.all(
    [...sizes].map(async ([url, bytes]) => ((await caches.match(getCacheKeyForURL(url) ?? url)) ? bytes : 0)),
  );
  return { storedBytes: sum(stored), totalBytes };
}

async function takeOver(): Promise<TakeOverAnswer> {
  const { held = [] } = await navigator.locks.query();
  if (held.some((lock) => lock.name === trainingLock)) return { tookOver: false };
  await self.skipWaiting();
  return { tookOver: true };
}

async function tellTabs(news: StoringNews): Promise<void> {
  const tabs = await self.clients.matchAll({ includeUncontrolled: true, type: 'window' });
  for (const tab of tabs) tab.postMessage(news);
}

/** These folders hold files that are named by their content. */
function isHashed(url: string): boolean {
  return /^(assets|workers|physics)\//.test(url);
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
