/** @file The lab of a browser page, with real workers. */

import { spawnBoardWorker } from '../workers/board/spawnWorker.ts';
import { spawnDeploymentWorker } from '../workers/deployment/spawnWorker.ts';
import { spawnFilesWorker } from '../workers/files/spawnWorker.ts';
import { spawnInspectionWorker } from '../workers/inspection/spawnWorker.ts';
import { ServiceWorkerClient } from '../workers/offline/client.ts';
import { spawnPhysicsWorker } from '../workers/physics/spawnWorker.ts';
import { spawnProjectionWorker } from '../workers/projection/spawnWorker.ts';
import { spawnStorageWorker } from '../workers/storage/spawnWorker.ts';
import { spawnTrainingWorker } from '../workers/training/spawnWorker.ts';
import { bindAddressBar } from './addressBar.ts';
import { fetchFile } from './files.ts';
import { Lab } from './lab.ts';
import { openOwnSets } from './ownSets.ts';
import { watchPageLife } from './pageLife.ts';
import { keepRuns } from './runs/keepRuns.ts';
import { browserSweepMemory } from './sweep/keptSweep.ts';

const mostRolloutWorkers = 4;

export function openLab(): Lab {
  // One core is left to the page and the live robot, which rest most of the time.
  const spareCores = (navigator.hardwareConcurrency || 2) - 1;
  const lab = new Lab({
    workers: {
      spawnPhysics: spawnPhysicsWorker,
      spawnTraining: spawnTrainingWorker,
      spawnProjection: spawnProjectionWorker,
      spawnInspection: spawnInspectionWorker,
      spawnDeployment: spawnDeploymentWorker,
      spawnBoard: spawnBoardWorker,
      spawnStorage: spawnStorageWorker,
      rolloutWorkers: Math.max(1, Math.min(mostRolloutWorkers, spareCores)),
    },
    fetchFile,
    address: bindAddressBar(),
    life: watchPageLife(),
    ownData: { spawnFiles: spawnFilesWorker, openSets: openOwnSets },
    sweepMemory: browserSweepMemory,
    browser: { serviceWorker: findServiceWorker(), page: window },
  });
  keepRuns(lab);
  return lab;
}

/** None while the lab is developed, where its files change all the time, nor at an insecure address. */
function findServiceWorker(): ServiceWorkerClient | null {
  if (import.meta.env.DEV || !navigator.serviceWorker) return null;
  return new ServiceWorkerClient(navigator.serviceWorker, new URL('service-worker.js', document.baseURI));
}
