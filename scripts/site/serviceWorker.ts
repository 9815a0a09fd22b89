/** @file Builds the service worker, with the list of every file that it keeps, and of those that it keeps once they were needed. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, type Plugin, type ResolvedConfig } from 'vite';
import type { SiteFile } from '../../src/workers/offline/protocol.ts';

const entry = 'src/workers/offline/worker.ts';
export const serviceWorkerFile = 'service-worker.js';
/** Stored when it is first asked for, not with the first visit: what exports a policy, runs its graph or measures the board. */
const isLater = (url: string) =>
  /^(workers\/(deployment|board)|assets\/(graphPolicy|ort[-.]wasm|jaxTrainingStep|webg(pu|l)-))/.test(url);
/** What the host reads, not the page */
const notKept = new Set(['_headers', serviceWorkerFile]);

export function serviceWorker(): Plugin {
  let config: ResolvedConfig;
  return {
    name: 'lab:service-worker',
    apply: 'build',
    configResolved(resolved) {
      config = resolved;
    },
    // Last, because its list holds the hash of everything else.
    writeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        const folder = resolve(config.root, config.build.outDir);
        await buildServiceWorker(config.root, folder, listSite(folder));
      },
    },
  };
}

/** Every file of a built site that the page may ask for. */
export function listSite(folder: string): SiteFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) =>
      join(file.parentPath, file.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((path) => !notKept.has(path))
    .sort()
    .map((url) => {
      const bytes = readFileSync(join(folder, url));
      const hash = createHash('sha256').update(bytes);
      return { url, revision: hash.copy().digest('hex').slice(0, 16), bytes: bytes.length };
    });
}

/** One classic script: not every browser runs a service worker that is a module. */
async function buildServiceWorker(root: string, folder: string, files: readonly SiteFile[]): Promise<void> {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    define: {
      SITE_FILES: JSON.stringify(files.filter(({ url }) => !isLater(url))),
      LATER_FILES: JSON.stringify(files.map(({ url }) => url).filter(isLater)),
      'process.env.NODE_ENV': '"production"',
    },
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: 'es2022',
      rolldownOptions: { input: entry, output: { format: 'iife', entryFileNames: serviceWorkerFile } },
    },
  });
}
