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
/** Written by the build: large files that few visits need, stored when they are first asked for */
declare const LATER_FILES: readonly string[];

/** The lock that a tab holds while it trains: src/lab/trainingLock.ts */
const trainingLock = 'onestep-lab-training';

const laterCache = 'onestep-lab-later';
const later = new Set(LATER_FILES.map((url) => new URL(url, self.registration.scope).href));

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

// Their names hold a hash of their content, so what is stored stays right.
self.addEventListener('fetch', (event) => {
  if (event.request.method === 'GET' && later.has(event.request.url)) event.respondWith(fetchOnce(event.request));
});
self.addEventListener('activate', (event) => event.waitUntil(forgetOldLaterFiles()));

// The first visit is served from here too as soon as everything is stored: its later parts then load offline.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('message', (event) => {
  const { type } = event.data as ToServiceWorker;
  const answer = type === 'report' ? report() : takeOver();
  event.waitUntil(answer.then((value) => event.ports[0]?.postMessage(value)));
});

async function fetchOnce(request: Request): Promise<Response> {
  const cache = await caches.open(laterCache);
  const stored = await cache.match(request.url);
  if (stored) return stored;
  const response = await fetch(request);
  // Where there is no space the answer is used all the same.
  if (response.ok) await cache.put(request.url, response.clone()).catch(() => undefined);
  return response;
}

async function forgetOldLaterFiles(): Promise<void> {
  const cache = await caches.open(laterCache);
  const old = (await cache.keys()).filter(({ url }) => !later.has(url));
  await Promise.all(old.map((request) => cache.delete(request)));
}

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
