/** @file The caller's side of an inspection worker. */
import { RpcClient } from '../rpc/client.ts';
import type { InspectionService } from './protocol.ts';

/**
 * An inspection worker.
 *
 *     const inspection = spawnInspectionWorker();                 // in a page: ./spawnWorker.ts
 *     await inspection.call('load', { policy });
 *     const { oneStep, path } = await inspection.call('trace', { observation, noise, steps: 32 });
 */
export class InspectionClient extends RpcClient<InspectionService> {}
