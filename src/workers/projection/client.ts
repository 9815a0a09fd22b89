/** @file The caller's side of a projection worker. */
import { RpcClient } from '../rpc/client.ts';
import type { ProjectionService } from './protocol.ts';

/**
 * A projection worker.
 *
 *     const projection = spawnProjectionWorker();                 // in a page: ./spawnWorker.ts
 *     projection.on('layout', drawTsne);
 *     await projection.call('reset', { seed });                   // a new run begins
 *     drawPca(await projection.call('project', { step, count, size, values }));
 */
export class ProjectionClient extends RpcClient<ProjectionService> {}
