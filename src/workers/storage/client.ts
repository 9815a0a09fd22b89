/** @file The caller's side of a storage worker. */
import { RpcClient } from '../rpc/client.ts';
import type { StorageService } from './protocol.ts';

/**
 * A storage worker. Writes are answered when they are on the disk.
 *
 *     const storage = spawnStorageWorker();                       // in a page: ./spawnWorker.ts
 *     await storage.call('create', run);
 *     await storage.call('append', { id: run.id, chunk: 0, records, change: { step } });
 */
export class StorageClient extends RpcClient<StorageService> {}
