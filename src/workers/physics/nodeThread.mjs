// A worker thread inherits no TypeScript loader, neither from tsx nor from vitest, so this entry brings one along.
import { register } from 'tsx/esm/api';

register();
await import('./nodeWorker.ts');
