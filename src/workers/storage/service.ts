/** @file Answers a storage worker's requests, one write at a time. */
import type { Port } from '../rpc/protocol.ts';
import { type Server, serve, Transferred } from '../rpc/server.ts';
import type { StorageService } from './protocol.ts';
import type { RunStorage } from './runStorage.ts';

/** The browser's quota is used up, or the disk is full. What was kept before is as it was. */
export class StorageFullError extends Error {
  override readonly name = 'StorageFullError';
}

/** @param open called once, with the first request; where it fails, the next request tries again */
export function serveStorage(port: Port, open: () => Promise<RunStorage>): Server<StorageService> {
  let opened: Promise<RunStorage> | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  /** Requests take turns: a snapshot's slot and manifest belong together. */
  const work = <T>(request: (storage: RunStorage) => T | Promise<T>): Promise<T> => {
    const result = turn.then(async () => {
      opened ??= open();
      opened.catch(() => {
        opened = null;
      });
      return request(await opened);
    });
    turn = result.catch(() => undefined);
    return result.catch((error) => Promise.reject(isFull(error) ? fullError(error) : error));
  };

  return serve<StorageService>(port, {
    describe: () => work((storage) => storage.describe()),
    list: () => work((storage) => storage.list()),
    create: (run) => work((storage) => storage.create(run)),
    update: ({ id, change }) => work((storage) => storage.update(id, change)),
    append: (input) => work((storage) => storage.append(input)),
    rewind: ({ id, step }) => work((storage) => storage.rewind(id, step)),
    saveSnapshot: ({ id, step, snapshot }) => work((storage) => storage.saveSnapshot(id, { step, snapshot })),
    load: ({ id, withSnapshot }) => work((storage) => storage.load(id, withSnapshot)),
    measure: ({ id, measure }) =>
      work(async (storage) => {
        const measured = await storage.measure(id, measure);
        const { steps, values } = measured.curve;
        return new Transferred(measured, [steps.buffer as ArrayBuffer, values.buffer as ArrayBuffer]);
      }),
    policy: ({ id }) =>
      work(async (storage) => {
        const found = await storage.policy(id);
        return new Transferred(found, [found.policy.buffer]);
      }),
    readPolicy: ({ name, bytes }) => work((storage) => storage.readPolicy(name, bytes)),
    purge: ({ id }) => work((storage) => storage.purge(id)),
    pack: (input) =>
      work(async (storage) => {
        const bytes = await storage.pack(input);
        return new Transferred(bytes, [bytes.buffer]);
      }),
    unpack: ({ name, bytes }) => work((storage) => storage.unpack(name, bytes)),
    adopt: ({ name, bytes }) => work((storage) => storage.adopt(name, bytes)),
  });
}

function isFull(error: unknown): boolean {
  return (error as Error | null)?.name === 'QuotaExceededError';
}

function fullError(cause: unknown): StorageFullError {
  return new StorageFullError('The browser has no more space for this site. What was kept before is still there.', {
    cause,
  });
}
