import { readdirSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { pageVersions } from './cli/versions.ts';
import { swiftshaderEnvironment } from './scripts/chromium.ts';
import { contentSecurity } from './scripts/site/contentSecurity.ts';
import { workerFileName } from './scripts/site/headers.ts';
import { serviceWorker } from './scripts/site/serviceWorker.ts';

// Relative addresses let any file server host the built site, from any folder.
export default defineConfig({
  base: './',
  plugins: [react(), contentSecurity(), serviceWorker()],
  // A kept run says what made its numbers.
  define: {
    __LAB_VERSIONS__: JSON.stringify(pageVersions()),
    // A page that asked for a policy that is not there would write an error into the console.
    __LAB_POLICIES__: JSON.stringify(readdirSync(new URL('public/policies', import.meta.url))),
  },
  worker: {
    format: 'es',
    rolldownOptions: { output: { entryFileNames: ({ facadeModuleId }) => workerFileName(facadeModuleId ?? '') } },
  },
  build: { target: 'es2022', chunkSizeWarningLimit: 1500 },
  optimizeDeps: {
    // Workers are entries too: a library first met in one would be bundled late and reload the page.
    entries: ['index.html', 'src/**/{worker,drawingWorker}.ts'],
    // Reached through the package's own import map, which the search for libraries does not follow.
    include: ['@tensorflow/tfjs-core/dist/register_all_gradients.js'],
    exclude: ['@mujoco/mujoco'],
  },
  server: { port: 5173 },
  preview: { port: 4173 },
  test: {
    include: ['{src,cli,scripts,deploy}/**/*.test.{ts,tsx}'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    env: swiftshaderEnvironment(),
  },
});
